// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include "cli/help.h"
#include "stats/version.h"

namespace cowmmu {

CommandLine::CommandLine(const Simulators& simulators)
    : app("what does a fork really cost, cycle by cycle") {
  app.formatter(std::make_shared<HelpText>());
  app.set_help_flag("-h,--help", "this text; of a command: cowmmu COMMAND --help");
  app.set_version_flag("--version", std::string(version()) + " " + std::string(git_commit()),
                       "version and commit");
  app.allow_extras();
  app.footer("example: cowmmu compare sim/scenarios/first.toml");
  CommandList::add_common(app, common);
  add_simulation_commands(commands);
  add_sweep_commands(commands);
  add_file_commands(commands);
  add_litmus_command(commands, simulators.run_litmus_test);
  add_walk_command(commands, simulators.walk_machine);
  add_missing_commands(commands);
}

void CommandList::add_common(CLI::App& app, CommonArguments& common) {
  app.add_flag("--quiet", common.quiet, "no summary, no progress line");
  app.add_option("--seed", common.seed, "seed; wins over the scenario's")->type_name("N");
  app.add_option("--set", common.sets, "sets a scenario key; repeatable, strings unquoted")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

CLI::App& CommandList::add(const std::string& name, const std::string& summary,
                           const std::string& example, Action action) {
  CLI::App& command = *app_.add_subcommand(name, summary);
  command.set_help_flag("-h,--help", "this text");
  command.allow_extras();
  command.footer("example: " + example);
  add_common(command, common_);
  actions_.emplace(&command, std::move(action));
  return command;
}

std::vector<std::string> CommandList::names() const {
  std::vector<std::string> names;
  for (const CLI::App* c : app_.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(c->get_name());
  }
  return names;
}

}  // namespace cowmmu
