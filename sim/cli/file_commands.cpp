// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/command_list.h"
#include "commands/litmus_command.h"
#include "commands/params_command.h"
#include "commands/trace_command.h"
#include "commands/walk_command.h"

namespace cowmmu {
namespace {

void add_trace(CommandList& commands) {
  auto options = std::make_shared<TraceOptions>();
  CLI::App& app = commands.add(
      "trace", "validates and summarises a recording", "cowmmu trace sim/traces/shell.trace.zst",
      [options](CommandContext& c) { return trace_command(*options, c.out, c.err); });
  app.add_option("FILE", options->file, "a recording (.trace, .trace.zst)")->required();
  app.add_flag("--json", options->json, "as JSON");
}

void add_params(CommandList& commands) {
  auto options = std::make_shared<ParamsCommandOptions>();
  CLI::App& app = commands.add("params", "lists every parameter with range, unit, meaning, source",
                               "cowmmu params --json riscv", [options](CommandContext& c) {
                                 return static_cast<int>(params_command(*options, c));
                               });
  app.add_option("PRESET", options->preset, "values of this preset [server]");
  CLI::Option* json = app.add_flag("--json", options->json, "as JSON");
  app.add_flag("--markdown", options->markdown, "as Markdown")->excludes(json);
}

}  // namespace

void add_litmus_command(CommandList& commands, const RunLitmusTest& run) {
  auto options = std::make_shared<LitmusCommandOptions>();
  CLI::App& app = commands.add("litmus", "runs litmus tests, a line each",
                               "cowmmu litmus tests/litmus/examples.litmus",
                               [options, &run](CommandContext& c) {
                                 return static_cast<int>(litmus_command(*options, c, run));
                               });
  app.add_option("FILE", options->files, "litmus files")->required();
  app.add_flag("--explore", options->explore, "every interleaving of each par block");
  app.add_option("-j", options->jobs, "tests at a time [one a processor]")->type_name("N");
}

void add_walk_command(CommandList& commands, const WalkMachine& machine) {
  auto options = std::make_shared<WalkCommandOptions>();
  CLI::App& app =
      commands.add("walk", "translates addresses by the page-table walker",
                   "cowmmu walk tests/golden/walk/sv39.in", [options, &machine](CommandContext& c) {
                     return static_cast<int>(walk_command(*options, c, machine));
                   });
  app.add_option("FILE", options->file, "a translation file")->required();
  app.add_flag("--cycles", options->cycles, "adds each walk's cycles and PTE reads");
}

void add_file_commands(CommandList& commands) {
  add_trace(commands);
  add_params(commands);
}

}  // namespace cowmmu
