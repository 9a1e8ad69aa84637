// SPDX-License-Identifier: Apache-2.0
// A TLB's ports in words, for failures.
#pragma once

#include <string>

#include "tlb/tlb_if.h"

namespace cowmmu {

std::string describe(const TlbEntry& entry);
std::string describe(const TlbIn& in);
std::string describe(const TlbOut& out);

}  // namespace cowmmu
