// SPDX-License-Identifier: Apache-2.0
#include "program/program.h"

#include <csignal>
#include <iostream>

#include "cli/cli.h"
#include "litmus_simulation.h"
#include "simulation.h"
#include "walk_machine/machine_port.h"
#include "walk_machine/walk_mmu.h"

// SystemC's library refers to sc_main for its own main, which is not used: machines are built in
// children (runner/child.h), and the command line is no simulation.
extern "C" int sc_main(int, char**) { return 0; }

namespace cowmmu {

int program_main(int argc, char** argv) {
  // A full or closed output is an error message, not a death by signal.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  return run_cli({argv + 1, argv + argc}, {simulate, run_litmus_test, {machine_port, walk_mmu}},
                 std::cout, std::cerr);
}

}  // namespace cowmmu
