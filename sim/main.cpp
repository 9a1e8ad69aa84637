// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <iostream>

#include "cli/cli.h"
#include "litmus_simulation.h"
#include "simulation.h"

int main(int argc, char** argv) {
  // A full or closed output is an error message, not a death by signal.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  return cowmmu::run_cli({argv + 1, argv + argc}, {cowmmu::simulate, cowmmu::run_litmus_test},
                         std::cout, std::cerr);
}
