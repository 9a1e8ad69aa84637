// SPDX-License-Identifier: Apache-2.0
// The two kinds of random cases, each from its seed.
#pragma once

#include <array>

#include "random_case.h"

namespace cowmmu::random {

inline constexpr std::array<const char*, 3> kForks{"eager", "textbook", "cow"};
inline constexpr std::array<const char*, 3> kShootdowns{"ipi_all", "ipi_mask", "broadcast"};

// The same determinate program under every fork policy, with the shootdown policies in turn, on a
// machine of its own each time.
std::vector<Case> determinate_cases(uint64_t seed);
// A racy program; every fourth one may run out of memory.
Case racy_case(uint64_t seed);

// Each in a child of its own, one after another.
std::vector<Outcome> run_all(const std::vector<Case>& cases);

}  // namespace cowmmu::random
