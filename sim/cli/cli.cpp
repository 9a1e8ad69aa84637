// SPDX-License-Identifier: Apache-2.0
#include "cli/cli.h"

#include <algorithm>

#include "cli/arguments.h"
#include "cli/command_list.h"
#include "cli/help.h"
#include "errors/errors.h"
#include "params/registry.h"
#include "runner/interrupt.h"
#include "stats/version.h"

namespace cowmmu {
namespace {

struct CommandLine {
  explicit CommandLine(const Simulators& simulators)
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

  CLI::App app;
  CommonArguments common;
  CommandList commands{app, common};
};

int run_chosen(CommandLine& line, const Simulators& simulators, std::ostream& out,
               std::ostream& err) {
  const auto chosen = line.app.get_subcommands();
  if (chosen.empty()) refuse_unknown_command(line.app, line.commands);
  refuse_extras(line.app);
  if (!chosen.front()->get_prefix_command()) refuse_extras(*chosen.front());
  CommandContext context{overrides_of(line.common), line.common.quiet, simulators.simulate, out,
                         err};
  const int status = line.commands.action_of(chosen.front())(context);
  if (!out.flush()) throw RunError("writing to standard output failed");
  return status;
}

// "cowmmu run": what a message is about.
std::string who(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? "cowmmu" : "cowmmu " + chosen.front()->get_name();
}

// CLI11 reports help and version as errors of exit code 0.
int parse_failed(const CLI::ParseError& e, CommandLine& line, std::ostream& out,
                 std::ostream& err) {
  if (e.get_exit_code() == 0) {
    line.app.exit(e, out, err);
    if (out.flush()) return 0;
    err << "cowmmu: writing to standard output failed\n";
    return static_cast<int>(ExitStatus::kFailed);
  }
  // An unknown option is likelier the cause than the argument that it left missing.
  try {
    for (const CLI::App* chosen : line.app.get_subcommands()) refuse_extras(*chosen);
    err << who(line.app) << ": " << e.what() << " (see `" << who(line.app) << " --help`)\n";
  } catch (const InputError& better) {
    err << who(line.app) << ": " << better.what() << "\n";
  }
  return static_cast<int>(ExitStatus::kBadInput);
}

int guarded(CommandLine& line, const Simulators& simulators, std::ostream& out, std::ostream& err) {
  const auto report = [&](const std::exception& e, ExitStatus status) {
    err << who(line.app) << ": " << e.what() << "\n";
    return static_cast<int>(status);
  };
  try {
    return run_chosen(line, simulators, out, err);
  } catch (const InputError& e) {
    return report(e, ExitStatus::kBadInput);
  } catch (const ParamError& e) {
    return report(e, ExitStatus::kBadInput);
  } catch (const Interrupted& e) {
    return 128 + e.signal_number;
  } catch (const std::exception& e) {
    return report(e, ExitStatus::kFailed);
  }
}

}  // namespace

int run_cli(const std::vector<std::string>& arguments, const Simulators& simulators,
            std::ostream& out, std::ostream& err) {
  CommandLine line(simulators);
  std::vector<std::string> reversed = with_explicit_vcd(arguments);
  std::ranges::reverse(reversed);  // CLI11 takes them from the back
  try {
    line.app.parse(reversed);
  } catch (const CLI::ParseError& e) {
    return parse_failed(e, line, out, err);
  }
  return guarded(line, simulators, out, err);
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
