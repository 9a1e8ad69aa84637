// SPDX-License-Identifier: Apache-2.0
#include "commands/sweep_run.h"

#include <algorithm>
#include <random>
#include <utility>

#include "commands/point_row.h"

namespace cowmmu {

bool is_wanted(const SweepRules& rules, std::optional<PointStatus> status) {
  if (!status || rules.force) return true;
  return rules.retry_failed && *status != PointStatus::kOk;
}

std::vector<size_t> wanted_points(const Plan& plan, PointStore& store, const SweepRules& rules) {
  std::vector<size_t> wanted;
  for (size_t point = 0; point < plan.size(); ++point) {
    if (is_wanted(rules, store.status(plan.key(point)))) wanted.push_back(point);
  }
  std::ranges::shuffle(wanted, std::mt19937_64(std::random_device{}()));
  return wanted;
}

SweepRun::SweepRun(const Plan& plan, PointStore& store, const SweepRules& rules)
    : plan_(plan), store_(store), rules_(rules), wanted_(wanted_points(plan, store, rules)) {}

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
  store_.put(point_row(plan_, point, plan_.key(point), std::move(finished)), rules_.force);
}

}  // namespace cowmmu
