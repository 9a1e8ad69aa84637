// SPDX-License-Identifier: Apache-2.0
#include "cli/cli.h"

#include <algorithm>

#include "cli/arguments.h"
#include "cli/command_line.h"
#include "errors/errors.h"
#include "params/registry.h"
#include "runner/interrupt.h"

namespace cowmmu {
namespace {

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

}  // namespace cowmmu
