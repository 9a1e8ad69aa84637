// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/command_list.h"
#include "commands/export_command.h"
#include "commands/report_command.h"
#include "commands/sweep_command.h"

namespace cowmmu {
namespace {

// Of `--engine slurm`. docs/cluster.md
void add_slurm_options(CLI::App& app, SweepCommandOptions& options) {
  app.add_option("--chunk", options.chunk, "slurm: points a task [what makes 100 tasks]")
      ->type_name("N")
      ->check([](const std::string& text) {
        return std::string(text.find_first_not_of('0') == std::string::npos
                               ? "found 0, allowed integer, 1 or more"
                               : "");
      });
  app.add_option("--partition", options.slurm.partition, "slurm: where tasks run")
      ->type_name("NAME");
  app.add_option("--time", options.slurm.time, "slurm: limit of a task, as sbatch takes it")
      ->type_name("LIMIT");
  app.add_option("--sbatch-option", options.slurm.further, "slurm: any, as --qos=x; repeatable")
      ->type_name("OPTION")
      ->allow_extra_args(false);
  app.add_option("--shared", options.shared,
                 "slurm: what all nodes see, for DB's folder [DB.slurm]")
      ->type_name("DIR");
  app.add_option("--slurm-task", options.task, "internal: what a task of --engine slurm runs")
      ->type_name("CHUNK");
}

void add_sweep(CommandList& commands) {
  auto options = std::make_shared<SweepCommandOptions>();
  CLI::App& app = commands.add(
      "sweep", "runs a grid of scenarios, each point once; resumable",
      "cowmmu sweep sim/sweeps/break_even.toml",
      [options](CommandContext& c) { return static_cast<int>(sweep_command(*options, c)); });
  app.add_option("SWEEP", options->sweep, "a scenario file with a [sweep] table")->required();
  app.add_option("--db", options->db, "results (SQLite) [SWEEP's name with .db, here]")
      ->type_name("FILE");
  app.add_option("-j", options->jobs, "points at a time [one a processor]")->type_name("N");
  app.add_option("--timeout", options->timeout, "for each point; wins over the file's")
      ->type_name("SECONDS");
  app.add_option("--engine", options->engine, "where points run: slurm, or [local]")
      ->type_name("ENGINE");
  add_slurm_options(app, *options);
  app.add_flag("--dry-run", options->dry_run, "lists the points, runs none");
  app.add_flag("--retry-failed", options->retry_failed, "runs what did not end well again");
  app.add_flag("--force", options->force, "runs every point again");
}

void add_export(CommandList& commands) {
  auto options = std::make_shared<ExportCommandOptions>();
  CLI::App& app = commands.add(
      "export", "writes a sweep's results for pandas or R",
      "cowmmu export break_even.db --csv result.csv",
      [options](CommandContext& c) { return static_cast<int>(export_command(*options, c)); });
  app.add_option("DB", options->db, "results of a sweep")->required();
  app.add_option("--csv", options->csv, "a line a point, a column a figure; -: stdout")
      ->type_name("FILE");
  app.add_option("--jsonl", options->jsonl, "a JSON object a line; -: stdout")->type_name("FILE");
}

void add_report(CommandList& commands) {
  auto options = std::make_shared<ReportCommandOptions>();
  CLI::App& app = commands.add(
      "report", "makes a page of interactive plots", "cowmmu report break_even.db -o plots.html",
      [options](CommandContext& c) { return static_cast<int>(report_command(*options, c)); });
  app.add_option("DB", options->db, "results of a sweep")->required();
  app.add_option("-o,--output", options->out, "one HTML file, needs nothing else; -: stdout")
      ->type_name("FILE")
      ->required();
  app.add_flag("--static", options->is_static, "plain SVG plots, without scripts");
}

}  // namespace

void add_sweep_commands(CommandList& commands) {
  add_sweep(commands);
  add_export(commands);
  add_report(commands);
}

}  // namespace cowmmu
