// SPDX-License-Identifier: Apache-2.0
// Numbers as tables print them.
#pragma once

#include <cstdint>
#include <string>

namespace cowmmu {

// "12,345,678"
std::string grouped(uint64_t value);
// "43.2 %"; "-" where `whole` is 0.
std::string percent(double part, double whole);

}  // namespace cowmmu
