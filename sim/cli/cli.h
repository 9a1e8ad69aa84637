// SPDX-License-Identifier: Apache-2.0
// The command line of cowmmu: parses it, runs the command, prints errors, gives the exit status.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "commands/litmus_command.h"
#include "simulation.h"
#include "walk/walk_run.h"

namespace cowmmu {

// What builds and runs machines; a value, so that tests can put another in its place.
struct Simulators {
  Simulate simulate;
  RunLitmusTest run_litmus_test;
  WalkMachine walk_machine;
};

// `arguments` without the program's name. 0 done, 1 the simulated thing failed, 2 bad usage or bad
// input, 128 + N interrupted by signal N.
int run_cli(const std::vector<std::string>& arguments, const Simulators& simulators,
            std::ostream& out, std::ostream& err);

}  // namespace cowmmu
