// SPDX-License-Identifier: Apache-2.0
// CommandLine: every command and option, declared, before anything is parsed. Who parses it runs
// commands (cli.cpp); who only reads it prints manual pages and shell completions (manual/).
#pragma once

#include "cli/cli.h"
#include "cli/command_list.h"

namespace cowmmu {

struct CommandLine {
  // `simulators` must live as long.
  explicit CommandLine(const Simulators& simulators);

  CLI::App app;
  CommonArguments common;
  CommandList commands{app, common};
};

}  // namespace cowmmu
