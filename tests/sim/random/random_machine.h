// SPDX-License-Identifier: Apache-2.0
// A random machine and OS: small enough that capacities are met, and legal.
#pragma once

#include <string>

#include "config/scenario.h"
#include "programs/random.h"

namespace cowmmu::random {

struct Policies {
  std::string fork;
  std::string shootdown;
};

// scarce: memory may run out.
Configuration random_machine(Random& random, const Policies& policies, bool scarce);

}  // namespace cowmmu::random
