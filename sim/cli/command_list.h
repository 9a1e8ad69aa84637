// SPDX-License-Identifier: Apache-2.0
// How a command joins the command line: a function that adds its CLI11 subcommand and says what
// runs when it is chosen.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "commands/context.h"
#include "commands/litmus_command.h"
#include "walk/walk_run.h"

namespace cowmmu {

// What a chosen command does; the exit status.
using Action = std::function<int(CommandContext&)>;

// The options that every command has, as typed; read after parsing.
struct CommonArguments {
  std::string seed;
  std::vector<std::string> sets;
  bool quiet = false;
};

class CommandList {
 public:
  CommandList(CLI::App& app, CommonArguments& common) : app_(app), common_(common) {}

  // Adds a subcommand with the common options. `example` is a whole command line.
  CLI::App& add(const std::string& name, const std::string& summary, const std::string& example,
                Action action);
  const Action& action_of(const CLI::App* command) const { return actions_.at(command); }
  std::vector<std::string> names() const;

  static void add_common(CLI::App& app, CommonArguments& common);

 private:
  CLI::App& app_;
  CommonArguments& common_;
  std::map<const CLI::App*, Action> actions_;
};

void add_simulation_commands(CommandList& commands);  // run compare sensitivity
void add_sweep_commands(CommandList& commands);       // sweep export report
void add_file_commands(CommandList& commands);        // trace params
void add_walk_command(CommandList& commands, const WalkMachine& machine);
void add_litmus_command(CommandList& commands, const RunLitmusTest& run);
void add_missing_commands(CommandList& commands);  // those not built yet

}  // namespace cowmmu
