// SPDX-License-Identifier: Apache-2.0
// What every command gets: the common options, the simulator and where to print.
#pragma once

#include <ostream>

#include "config/scenario.h"
#include "simulation.h"

namespace cowmmu {

struct CommandContext {
  Overrides overrides;  // --seed, --set
  bool quiet = false;   // no summary and no progress line
  const Simulate& simulate;
  std::ostream& out;
  std::ostream& err;
};

}  // namespace cowmmu
