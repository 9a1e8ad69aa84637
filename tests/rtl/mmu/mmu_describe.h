// SPDX-License-Identifier: Apache-2.0
// An MMU's ports in words, for failures.
#pragma once

#include <string>

#include "mmu/mmu_if.h"

namespace cowmmu {

std::string describe(const MmuIn& in);
std::string describe(const MmuOut& out);

}  // namespace cowmmu
