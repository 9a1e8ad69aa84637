// SPDX-License-Identifier: Apache-2.0
#include "commands/sweep_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <utility>

#include "config/config_json.h"
#include "stats/pretty_json.h"
#include "sweep/point_keys.h"

namespace cowmmu {
namespace {

PointStatus status_of(const Finished& finished) {
  switch (finished.end) {
    case ChildEnd::kTimedOut:
      return PointStatus::kTimeout;
    case ChildEnd::kCrashed:
    case ChildEnd::kThrew:  // a broken invariant: an error of the program, as a crash is
      return PointStatus::kCrashed;
    case ChildEnd::kReturned:
      break;
  }
  return finished.status == ExitStatus::kDone ? PointStatus::kOk : PointStatus::kFailed;
}

}  // namespace

bool is_wanted(const SweepRules& rules, std::optional<PointStatus> status) {
  if (!status || rules.force) return true;
  return rules.retry_failed && *status != PointStatus::kOk;
}

SweepRun::SweepRun(const Plan& plan, PointStore& store, const SweepRules& rules)
    : plan_(plan), store_(store), rules_(rules), tool_(tool_identity()) {
  for (size_t point = 0; point < plan.size(); ++point) {
    if (is_wanted(rules_, store_.status(plan.key(point)))) wanted_.push_back(point);
  }
  std::ranges::shuffle(wanted_, std::mt19937_64(std::random_device{}()));
}

void SweepRun::run(const Simulate& simulate, StreamOptions options, Progress& progress) {
  progress.update(0, wanted_.size());
  options.on_done = [&](size_t index, Finished finished) {
    store_result(started_[index], std::move(finished));
    ++ran_;
    ++done_;
    progress.update(done_, wanted_.size());
  };
  simulate_stream(
      simulate, [this] { return next(); }, options);
}

std::optional<SimulationJob> SweepRun::next() {
  while (next_ < wanted_.size()) {
    const size_t point = wanted_[next_++];
    if (is_wanted(rules_, store_.status(plan_.key(point)))) {
      started_.push_back(point);
      return SimulationJob{plan_.scenario(point), {}};
    }
    ++done_;  // another sweep was faster
  }
  return std::nullopt;
}

void SweepRun::store_result(size_t point, Finished finished) {
  const Scenario scenario = plan_.scenario(point);
  if (!plan_.is_unchanged(point))
    throw InputError(fmt::format(
        "{}: changed while the sweep ran: its results are not stored, the same command goes on",
        scenario.workload.file.string()));
  PointRow row;
  row.key = plan_.key(point);
  row.status = status_of(finished);
  row.error = fmt::format("{}", fmt::join(finished.messages, "\n"));
  row.axes = one_line(plan_.axes(point));
  row.config = one_line(config_json(scenario));
  finished.stats.stable_erase("config");
  if (!finished.stats.empty()) row.stats = one_line(finished.stats);
  row.seed = scenario.config.seed;
  row.seconds = finished.seconds;
  row.tool = tool_;
  store_.put(row, rules_.force);
}

}  // namespace cowmmu
