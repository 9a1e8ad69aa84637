// SPDX-License-Identifier: Apache-2.0
// What is declared and named in the documentation but not built yet. Whoever builds it deletes its
// line in availability.cpp.
#pragma once

#include <string_view>

namespace cowmmu {

bool is_available(std::string_view name, std::string_view value);
// Throws ParamNotAvailable ("not available yet: os.fork=async") where it is not.
void check_available(std::string_view name, std::string_view value);

}  // namespace cowmmu
