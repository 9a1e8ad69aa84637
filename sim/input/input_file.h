// SPDX-License-Identifier: Apache-2.0
// Reading a text that the user named: a scenario, litmus tests, a translation file.
#pragma once

#include <filesystem>
#include <string>

namespace cowmmu {

// The whole text, without a UTF-8 byte order mark. Throws InputError, with the path and the reason,
// for what cannot be read; for a named pipe, which may never have a writer (a shell's `<(...)` is
// fine); and beyond 64 MiB, so that a device does not fill the host's memory.
std::string read_input_file(const std::filesystem::path& path);

}  // namespace cowmmu
