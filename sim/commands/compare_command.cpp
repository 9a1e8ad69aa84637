// SPDX-License-Identifier: Apache-2.0
#include "commands/compare_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "commands/break_even_search.h"
#include "commands/compare_page.h"
#include "commands/compare_table.h"
#include "commands/figures.h"
#include "commands/isolated.h"
#include "commands/policies.h"
#include "output/output_file.h"
#include "output/progress.h"
#include "output/same_file.h"
#include "stats/pretty_json.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

// One comparison: its scenario, and how its simulations are run.
class Comparison {
 public:
  Comparison(const CompareCommandOptions& options, CommandContext& context)
      : options_(options),
        context_(context),
        scenario_(load_scenario(options.scenario, context.overrides)),
        policies_(policies_of(options.policies)) {
    for (const std::string& policy : policies_) with_param(scenario_, "os.fork", policy);
  }

  ExitStatus run() {
    std::vector<SimulationJob> jobs;
    for (const std::string& policy : policies_) {
      jobs.push_back(job(with_param(scenario_, "os.fork", policy)));
    }
    const std::vector<Finished> finished = simulate("compare", jobs);
    const ExitStatus status = report_failures(finished);
    if (status != ExitStatus::kDone) return status;
    for (size_t i = 0; i < finished.size(); ++i) {
      runs_.push_back({policies_[i], finished[i].stats});
      simulated_.push_back(finished[i].stats);
    }
    search_break_even();
    return ExitStatus::kDone;
  }

  const std::vector<PolicyRun>& runs() const { return runs_; }
  const std::vector<BreakEvenResult>& break_even() const { return break_even_; }
  // Of every simulation: those of the table, then those of the search for the break-even.
  const std::vector<json::object>& simulated() const { return simulated_; }
  const Scenario& scenario() const { return scenario_; }

 private:
  SimulationJob job(Scenario scenario) const {
    SimulationJob job{std::move(scenario), {}};
    job.options.check = options_.check;
    job.options.exact_step = options_.exact_step;
    return job;
  }

  std::vector<Finished> simulate(const std::string& what, const std::vector<SimulationJob>& jobs) {
    Progress progress(what, !context_.quiet);
    progress.update(0, jobs.size());
    return simulate_isolated(context_.simulate, jobs, jobs_or_processors(options_.jobs),
                             [&](size_t done) { progress.update(done, jobs.size()); });
  }

  // The worst status of all; every message is printed, after the policy that it belongs to.
  ExitStatus report_failures(const std::vector<Finished>& finished) {
    ExitStatus worst = ExitStatus::kDone;
    for (size_t i = 0; i < finished.size(); ++i) {
      for (const std::string& m : finished[i].messages) {
        context_.err << "cowmmu compare: " << policies_[i] << ": " << m << "\n";
      }
      worst = std::max(worst, finished[i].status);
    }
    return worst;
  }

  void search_break_even() {
    if (!has_break_even(scenario_, policies_)) return;
    std::map<std::string, uint64_t> known;
    for (const PolicyRun& r : runs_) known[r.policy] = figure(r.stats, "/cycles");
    break_even_ = find_break_even(scenario_, policies_, known,
                                  [this](const auto& scenarios) { return cycles_of(scenarios); });
  }

  std::vector<uint64_t> cycles_of(const std::vector<Scenario>& scenarios) {
    std::vector<SimulationJob> jobs;
    jobs.reserve(scenarios.size());
    for (const Scenario& scenario : scenarios) jobs.push_back(job(scenario));
    std::vector<uint64_t> cycles;
    for (const Finished& f : simulate("break-even", jobs)) {
      if (f.status != ExitStatus::kDone) throw RunError("break-even: " + f.messages.front());
      cycles.push_back(figure(f.stats, "/cycles"));
      simulated_.push_back(f.stats);
    }
    return cycles;
  }

  const CompareCommandOptions& options_;
  CommandContext& context_;
  Scenario scenario_;
  std::vector<std::string> policies_;
  std::vector<PolicyRun> runs_;
  std::vector<BreakEvenResult> break_even_;
  std::vector<json::object> simulated_;
};

std::string command_of(const CompareCommandOptions& options, const Overrides& overrides) {
  std::string text = fmt::format("cowmmu compare {} --policies {} --report {}", options.scenario,
                                 options.policies, options.report);
  if (overrides.seed) text += fmt::format(" --seed {}", *overrides.seed);
  for (const std::string& set : overrides.sets) text += " --set " + set;
  return text;
}

void write_outputs(const CompareCommandOptions& options, const Comparison& comparison,
                   CommandContext& context) {
  const json::object document =
      compare_json(options.scenario, comparison.runs(), comparison.break_even());
  if (options.json == "-") context.out << pretty(document);
  if (!options.json.empty() && options.json != "-") write_file(options.json, pretty(document));
  if (!options.report.empty()) {
    const std::string page = compare_page(comparison.scenario(), comparison.simulated(), document,
                                          command_of(options, context.overrides));
    if (options.report == "-")
      context.out << page;
    else
      write_file(options.report, page);
  }
}

}  // namespace

ExitStatus compare_command(const CompareCommandOptions& options, CommandContext& context) {
  refuse_same_file("--report", options.report, options.json, "what --json writes");
  if (options.json == "-" && options.report == "-")
    throw InputError("found --json - and --report -, allowed one of them on standard output");
  Comparison comparison(options, context);
  for (const std::string& file : {options.json, options.report}) {
    if (!file.empty() && file != "-") OutputFile{file};  // fails now, not late
  }
  const ExitStatus status = comparison.run();
  if (status != ExitStatus::kDone) return status;
  write_outputs(options, comparison, context);
  if (!context.quiet && options.json != "-" && options.report != "-") {
    context.out << compare_text(comparison.runs(), comparison.break_even());
  }
  return ExitStatus::kDone;
}

}  // namespace cowmmu
