// SPDX-License-Identifier: Apache-2.0
// A Simulate whose cost is a formula, so that a test knows what the commands must print.
#pragma once

#include "simulation.h"

namespace cowmmu {

// Cycles of fork_write: eager copies all pages at fork; textbook and cow copy the written ones,
// each with a fault. With `w` of `p` pages written:
//   eager 1000 + 100 p,  textbook 1000 + 160 w,  cow 1000 + 130 w.
// The 130 are 90 + 20 hart.copy_line_cycles. That many cycles, 4, on `pages = 12` throw RunError;
// `pages = 13` makes it fail: os.fork eager crashes, textbook throws RunError, cow reports a
// failure. `pages = 14` never ends.
SimulationResult fake_simulate(const Scenario& scenario, const RunOptions& options);

}  // namespace cowmmu
