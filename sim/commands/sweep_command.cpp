// SPDX-License-Identifier: Apache-2.0
#include "commands/sweep_command.h"

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "commands/recordings.h"
#include "commands/sweep_report.h"
#include "commands/sweep_run.h"
#include "commands/sweep_slurm.h"
#include "commands/sweep_task.h"
#include "input/input_file.h"
#include "params/names.h"
#include "runner/interrupt.h"
#include "sweep/values.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

void check_engine(const SweepCommandOptions& options) {
  const std::vector<std::string> known{"local", "slurm"};
  if (options.engine == "slurm") return;
  if (options.engine != "local") {
    throw InputError(fmt::format("--engine: found {}, allowed {}{}", options.engine,
                                 join_names(known), did_you_mean(options.engine, known)));
  }
  const SlurmOptions& slurm = options.slurm;
  const std::string found = options.chunk != 0         ? "--chunk"
                            : !options.shared.empty()  ? "--shared"
                            : !slurm.partition.empty() ? "--partition"
                            : !slurm.time.empty()      ? "--time"
                            : !slurm.further.empty()   ? "--sbatch-option"
                                                       : "";
  if (!found.empty()) throw InputError(found + ": found with --engine local, allowed with slurm");
}

fs::path store_of(const SweepCommandOptions& options) {
  if (!options.db.empty()) return options.db;
  return fs::path(options.sweep).filename().replace_extension(".db");
}

StreamOptions stream_options(const SweepCommandOptions& options, const SweepFile& sweep) {
  StreamOptions stream;
  stream.parallel = jobs_or_processors(options.jobs);
  stream.limit = point_limit(options, sweep);
  return stream;
}

// One call: a plan and where its results go.
class SweepCall {
 public:
  SweepCall(const SweepCommandOptions& options, CommandContext& context)
      : options_(options),
        context_(context),
        text_(read_input_file(options.sweep)),
        plan_(planned()),
        stream_(stream_options(options, plan_.sweep())),
        rules_{options.force, options.retry_failed},
        path_(store_of(options)) {}

  void dry_run() {
    std::unique_ptr<PointStore> store;
    if (fs::exists(path_)) store = std::make_unique<PointStore>(path_, StoreAccess::kRead);
    const size_t wanted = store ? wanted_points(plan_, *store, rules_).size() : plan_.size();
    if (!is_on_slurm()) {
      context_.out << points_text(plan_, store.get());
    } else if (wanted > 0) {
      context_.out << script_preview(job(), wanted);
    }
    if (context_.quiet) return;
    const std::string mark = is_on_slurm() ? "# " : "";
    context_.out << mark << fmt::format("{} points: {} to run\n", plan_.size(), wanted)
                 << left_out_text(plan_.left_out(), mark);
  }

  ExitStatus run() {
    check_recordings(plan_);
    std::optional<Slurm> slurm;
    if (is_on_slurm()) slurm.emplace();  // before anything is made
    PointStore store(path_, StoreAccess::kWrite, slurm ? Journal::kRollback : Journal::kWal);
    const size_t ran = slurm ? run_on_slurm(store, *slurm) : run_here(store);
    const SweepOutcome outcome = outcome_of(plan_, store);
    if (!context_.quiet) {
      context_.out << fmt::format("{}; {} run now, into {}\n", outcome_text(outcome), ran,
                                  path_.string())
                   << left_out_text(plan_.left_out(), "");
    }
    context_.err << failures_text(outcome, plan_, store);
    return outcome.failed.empty() ? ExitStatus::kDone : ExitStatus::kFailed;
  }

 private:
  // A large grid takes a while: 10,000 points a second.
  Plan planned() const {
    Progress progress("checking points", !context_.quiet);
    return Plan(parse_sweep(text_, options_.sweep), context_.overrides, PlanChecks::kAll,
                [&](size_t done, size_t total) { progress.update(done, total); });
  }
  bool is_on_slurm() const { return options_.engine == "slurm"; }
  SlurmJob job() const {
    SlurmJob job = slurm_job(options_, path_, text_, context_.overrides);
    if (context_.quiet) job.notices = nullptr;
    return job;
  }

  size_t run_here(PointStore& store) {
    SweepRun run(plan_, store, rules_);
    Progress progress("sweep", !context_.quiet);
    try {
      run.run(context_.simulate, stream_, progress);
    } catch (const Interrupted&) {
      progress.clear();
      say_interrupted(run.ran(), run.wanted(), "");
      throw;
    }
    return run.ran();
  }

  size_t run_on_slurm(PointStore& store, ISlurm& slurm) {
    SlurmRun run(job(), store, slurm);
    const std::vector<size_t> wanted = wanted_points(plan_, store, rules_);
    Progress progress("sweep", !context_.quiet);
    try {
      run.run(chunk_points(plan_, wanted), progress);
    } catch (const Interrupted& e) {
      progress.clear();
      say_interrupted(
          run.ran(), wanted.size(),
          e.signal_number == SIGHUP ? " its Slurm jobs go on;" : " its Slurm jobs are cancelled;");
      throw;
    }
    return run.ran();
  }

  // What there is now.
  void say_interrupted(size_t ran, size_t wanted, const std::string& jobs) {
    context_.err << fmt::format(
        "cowmmu sweep: interrupted after {} of {} points;{} the same command {}\n", ran, wanted,
        jobs, options_.force ? "begins again, without --force it runs what is new" : "goes on");
  }

  const SweepCommandOptions& options_;
  CommandContext& context_;
  const std::string text_;
  const Plan plan_;
  const StreamOptions stream_;
  const SweepRules rules_;
  const fs::path path_;
};

}  // namespace

std::optional<std::chrono::milliseconds> point_limit(const SweepCommandOptions& options,
                                                     const SweepFile& sweep) {
  return options.timeout ? time_limit(*options.timeout, "--timeout") : sweep.timeout;
}

ExitStatus sweep_command(const SweepCommandOptions& options, CommandContext& context) {
  check_engine(options);
  if (!options.task.empty()) return sweep_task(options, context);
  SweepCall call(options, context);
  if (!options.dry_run) return call.run();
  call.dry_run();
  return ExitStatus::kDone;
}

}  // namespace cowmmu
