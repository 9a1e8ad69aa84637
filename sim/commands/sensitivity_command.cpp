// SPDX-License-Identifier: Apache-2.0
#include "commands/sensitivity_command.h"

#include <fmt/format.h>

#include <sstream>
#include <utility>

#include "commands/figures.h"
#include "commands/headline.h"
#include "config/config_json.h"
#include "output/output_file.h"
#include "output/progress.h"
#include "sensitivity/sensitivity.h"
#include "stats/pretty_json.h"

namespace cowmmu {
namespace {

namespace json = boost::json;
using Side = Sensitivity::Side;

std::vector<std::string> names_of(const std::string& list) {
  std::vector<std::string> names;
  std::istringstream in(list);
  for (std::string one; std::getline(in, one, ',');) names.push_back(one);
  return names;
}

class Analysis {
 public:
  Analysis(const SensitivityCommandOptions& options, CommandContext& context)
      : context_(context),
        scenario_(load_scenario(options.scenario, context.overrides)),
        headline_(headline(options.figure, policies_of(options.policies), scenario_,
                           context.simulate, jobs_or_processors(options.jobs))),
        table_{options.scenario, options.figure, headline_->policies(), {}, {}} {
    const ParamRegistry registry;
    const std::vector<std::string> names = names_of(options.vary);
    for (Variation& v : variations(registry, scenario_.config.params, names))
      table_.rows.push_back({std::move(v), {}, {}});
  }

  // Where it is not kDone, messages are printed and there is no table.
  ExitStatus run_base() {
    const Measured measured = measure("as it is", {scenario_}).front();
    for (const std::string& m : measured.messages)
      context_.err << "cowmmu sensitivity: " << m << "\n";
    table_.base = measured.figures;
    return measured.status;
  }

  // kFailed where a simulation failed.
  ExitStatus run_variations() {
    for (Sensitivity::Row& row : table_.rows) {
      prepare(row.variation.key, row.variation.halved, row.halved);
      prepare(row.variation.key, row.variation.doubled, row.doubled);
    }
    const std::vector<Measured> all = measure("sensitivity", scenarios_);
    ExitStatus status = ExitStatus::kDone;
    for (size_t i = 0; i < all.size(); ++i) {
      sides_[i]->figures = all[i].figures;
      if (all[i].status == ExitStatus::kDone) continue;
      sides_[i]->why = all[i].messages.front();
      if (all[i].status == ExitStatus::kFailed) status = ExitStatus::kFailed;
    }
    sort_by_change(table_);
    return status;
  }

  const Sensitivity& table() const { return table_; }
  std::string text() const {
    const json::object stats{{"config", config_json(scenario_)}, {"seed", scenario_.config.seed}};
    return workload_text(stats) + "\n" + machine_text(stats) + "\n\n" + sensitivity_text(table_);
  }

 private:
  std::vector<Measured> measure(const std::string& what, const std::vector<Scenario>& scenarios) {
    Progress progress(what, !context_.quiet);
    return headline_->measure(scenarios,
                              [&](size_t done, size_t total) { progress.update(done, total); });
  }

  // A value that does not go with the rest of the scenario says so, and is not simulated.
  void prepare(const std::string& key, const std::optional<ParamValue>& value,
               std::optional<Side>& side) {
    if (!value) return;
    side = Side{*value, {}, {}};
    try {
      scenarios_.push_back(with_param(scenario_, key, to_text(*value)));
      sides_.push_back(&*side);
    } catch (const InputError& e) {
      side->why = e.what();
    }
  }

  CommandContext& context_;
  const Scenario scenario_;
  const std::unique_ptr<IHeadline> headline_;
  Sensitivity table_;
  std::vector<Scenario> scenarios_;  // changed ones
  std::vector<Side*> sides_;         // of table_: where the figures of each go
};

}  // namespace

ExitStatus sensitivity_command(const SensitivityCommandOptions& options, CommandContext& context) {
  Analysis analysis(options, context);
  const bool to_file = !options.json.empty() && options.json != "-";
  if (to_file) OutputFile{options.json};  // fails now, not late
  ExitStatus status = analysis.run_base();
  if (status != ExitStatus::kDone) return status;
  status = analysis.run_variations();
  const std::string document = pretty(sensitivity_json(analysis.table()));
  if (options.json == "-") context.out << document;
  if (to_file) write_file(options.json, document);
  if (!context.quiet && options.json != "-") context.out << analysis.text();
  return status;
}

}  // namespace cowmmu
