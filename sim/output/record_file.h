// SPDX-License-Identifier: Apache-2.0
// RecordFile: where a record of a run goes (a waveform, a timeline) that is written under another
// name until the run has ended well (NamedOutput).
#pragma once

#include <filesystem>

namespace cowmmu {

struct RecordFile {
  std::filesystem::path path;   // where the bytes go
  std::filesystem::path shown;  // the file's name, in messages too; its ending says the format
};

}  // namespace cowmmu
