// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/command_list.h"
#include "commands/compare_command.h"
#include "commands/run_command.h"
#include "commands/sensitivity_command.h"

namespace cowmmu {
namespace {

void add_checks(CLI::App& app, bool& check, bool& exact_step) {
  app.add_flag("--check", check, "the oracles run along");
  app.add_flag("--exact-step", exact_step, "no run-ahead (same result, slower)");
}

void add_run(CommandList& commands) {
  auto options = std::make_shared<RunCommandOptions>();
  CLI::App& app = commands.add(
      "run", "simulates one scenario", "cowmmu run sim/scenarios/first.toml --out result --check",
      [options](CommandContext& c) { return static_cast<int>(run_command(*options, c)); });
  app.add_option("SCENARIO", options->scenario, "a scenario file (TOML)")->required();
  app.add_option("--out", options->out, "writes stats.json and what is asked for there")
      ->type_name("DIR");
  app.add_option("--stats", options->stats, "writes the statistics (JSON) there; -: stdout")
      ->type_name("FILE");
  app.add_option("--vcd", options->vcd, "writes wave.vcd (or .fst) and wave.gtkw to DIR")
      ->type_name("[vcd|fst]")
      ->check(CLI::IsMember({"vcd", "fst"}));
  app.add_flag("--timeline", options->timeline, "writes timeline.json (Chrome trace events)");
  add_checks(app, options->check, options->exact_step);
}

void add_compare(CommandList& commands) {
  auto options = std::make_shared<CompareCommandOptions>();
  CLI::App& app = commands.add(
      "compare", "the same workload under each fork policy, side by side",
      "cowmmu compare sim/scenarios/first.toml --policies eager,cow",
      [options](CommandContext& c) { return static_cast<int>(compare_command(*options, c)); });
  app.add_option("SCENARIO", options->scenario, "a scenario file (TOML)")->required();
  app.add_option("--policies", options->policies, "columns [eager,textbook,cow]")
      ->type_name("LIST");
  app.add_option("--json", options->json, "writes the comparison there; -: stdout")
      ->type_name("FILE");
  app.add_option("--report", options->report, "writes a page of plots (HTML)")->type_name("FILE");
  app.add_option("-j", options->jobs, "simulations at a time [one a processor]")->type_name("N");
  add_checks(app, options->check, options->exact_step);
}

void add_sensitivity(CommandList& commands) {
  auto options = std::make_shared<SensitivityCommandOptions>();
  CLI::App& app = commands.add(
      "sensitivity", "what a figure owes to each parameter, halved and doubled",
      "cowmmu sensitivity sim/scenarios/first.toml --vary os.cost",
      [options](CommandContext& c) { return static_cast<int>(sensitivity_command(*options, c)); });
  app.add_option("SCENARIO", options->scenario, "a scenario file (TOML)")->required();
  app.add_option("--figure", options->figure, "a number of the statistics, or break_even [cycles]")
      ->type_name("NAME");
  app.add_option("--policies", options->policies, "columns [eager,textbook,cow]")
      ->type_name("LIST");
  app.add_option("--vary", options->vary, "parameters, groups [all in cycles or ns]")
      ->type_name("LIST");
  app.add_option("--json", options->json, "writes the table there; -: stdout")->type_name("FILE");
  app.add_option("-j", options->jobs, "simulations at a time [one a processor]")->type_name("N");
}

}  // namespace

void add_simulation_commands(CommandList& commands) {
  add_run(commands);
  add_compare(commands);
  add_sensitivity(commands);
}

}  // namespace cowmmu
