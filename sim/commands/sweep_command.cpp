// SPDX-License-Identifier: Apache-2.0
#include "commands/sweep_command.h"

#include <fmt/format.h>

#include <memory>

#include "commands/sweep_report.h"
#include "commands/sweep_run.h"
#include "params/names.h"
#include "runner/interrupt.h"
#include "sweep/values.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

void check_engine(const std::string& engine) {
  const std::vector<std::string> known{"local", "slurm"};
  if (engine == "slurm") throw NotAvailable("sweep --engine slurm");
  if (engine == "local") return;
  throw InputError(fmt::format("--engine: found {}, allowed {}{}", engine, join_names(known),
                               did_you_mean(engine, known)));
}

fs::path store_of(const SweepCommandOptions& options) {
  if (!options.db.empty()) return options.db;
  return fs::path(options.sweep).filename().replace_extension(".db");
}

StreamOptions stream_options(const SweepCommandOptions& options, const SweepFile& sweep) {
  StreamOptions stream;
  stream.parallel = jobs_or_processors(options.jobs);
  stream.limit = options.timeout ? time_limit(*options.timeout, "--timeout") : sweep.timeout;
  return stream;
}

void dry_run(const Plan& plan, const fs::path& path, const SweepRules& rules,
             CommandContext& context) {
  std::unique_ptr<PointStore> store;
  if (fs::exists(path)) store = std::make_unique<PointStore>(path, StoreAccess::kRead);
  context.out << points_text(plan, store.get());
  if (context.quiet) return;
  const size_t wanted = store ? SweepRun(plan, *store, rules).wanted() : plan.size();
  context.out << fmt::format("{} points: {} to run\n", plan.size(), wanted);
}

// Says, also when it is left by a signal, what there is now.
void run_points(SweepRun& run, const StreamOptions& stream, bool force, CommandContext& context) {
  Progress progress("sweep", !context.quiet);
  try {
    run.run(context.simulate, stream, progress);
  } catch (const Interrupted&) {
    progress.clear();
    context.err << fmt::format(
        "cowmmu sweep: interrupted after {} of {} points; the same command {}\n", run.ran(),
        run.wanted(), force ? "begins again, without --force it runs what is new" : "goes on");
    throw;
  }
}

}  // namespace

ExitStatus sweep_command(const SweepCommandOptions& options, CommandContext& context) {
  check_engine(options.engine);
  const Plan plan(load_sweep(options.sweep), context.overrides);
  const StreamOptions stream = stream_options(options, plan.sweep());
  const SweepRules rules{options.force, options.retry_failed};
  const fs::path path = store_of(options);
  if (options.dry_run) {
    dry_run(plan, path, rules, context);
    return ExitStatus::kDone;
  }
  PointStore store(path, StoreAccess::kWrite);
  SweepRun run(plan, store, rules);
  run_points(run, stream, options.force, context);
  const SweepOutcome outcome = outcome_of(plan, store);
  if (!context.quiet) {
    context.out << fmt::format("{}; {} run now, into {}\n", outcome_text(outcome), run.ran(),
                               path.string());
  }
  context.err << failures_text(outcome, plan, store);
  return outcome.failed.empty() ? ExitStatus::kDone : ExitStatus::kFailed;
}

}  // namespace cowmmu
