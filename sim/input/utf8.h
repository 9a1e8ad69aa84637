// SPDX-License-Identifier: Apache-2.0
// Names of files are bytes; JSON, databases and pages are UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace cowmmu {

// The text with a replacement character (U+FFFD) for each byte that is no part of UTF-8.
std::string valid_utf8(std::string_view text);

}  // namespace cowmmu
