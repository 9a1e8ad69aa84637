// SPDX-License-Identifier: Apache-2.0
#include "sweep/plan.h"

#include <fmt/format.h>

#include <unordered_map>

#include "config/config_json.h"
#include "errors/errors.h"
#include "sweep/point_keys.h"
#include "sweep/values.h"

namespace cowmmu {

Plan::Plan(SweepFile sweep, Overrides overrides, PlanChecks checks,
           const std::function<void(size_t done, size_t total)>& on_checked)
    : tool_(tool_identity()),
      sweep_(std::move(sweep)),
      overrides_(std::move(overrides)),
      grid_(sweep_) {
  if (checks == PlanChecks::kAll) refuse_overridden_axes();
  if (sweep_.skips_refused) leave_out_refused();
  if (checks == PlanChecks::kAll) check_points(on_checked);
}

Scenario Plan::scenario(const Point& point) const {
  std::vector<Setting> settings = sweep_.settings;
  settings.insert(settings.end(), point.settings.begin(), point.settings.end());
  Scenario scenario = scenario_of(registry_, std::move(settings), sweep_.path, overrides_);
  if (point.seed_offset > UINT64_MAX - scenario.config.seed)
    throw InputError(fmt::format("{}: found seeds beyond {}, allowed fewer seeds or a smaller seed",
                                 sweep_.seeds_where, UINT64_MAX));
  scenario.config.seed += point.seed_offset;
  if (scenario.workload.kind == WorkloadKind::kLitmus)
    throw NotAvailable("workload.litmus in a sweep (use cowmmu litmus)");
  return scenario;
}

boost::json::object Plan::axes(size_t point) const {
  boost::json::object axes;
  for (const Setting& s : grid_.point(point).settings) {
    axes[s.key] = to_json(std::get<ParamValue>(s.value));
  }
  return axes;
}

std::string Plan::text(size_t point) const {
  std::string text = point_text(grid_.point(point));
  if (sweep_.seeds_where.empty()) return text;
  return text + (text.empty() ? "" : ", ") + "seed=" + std::to_string(scenario(point).config.seed);
}

void Plan::refuse_overridden_axes() const {
  for (const AxisGroup& group : sweep_.groups) {
    for (const Axis& axis : group) {
      for (const std::string& set : overrides_.sets) {
        if (!set.starts_with(axis.key + "=")) continue;
        throw InputError(
            fmt::format("--set {}: found a list for {} at {}, allowed only one of them", set,
                        axis.key, axis.where));
      }
      if (axis.key == "seed" && overrides_.seed) {
        throw InputError("--seed: found a list for seed at " + axis.where +
                         ", allowed only one of them");
      }
    }
  }
}

void Plan::leave_out_refused() {
  grid_.leave_out([&](const Point& point) { return is_refused(point); });
  if (grid_.size() == 0) {
    throw InputError(fmt::format("{}: [sweep]: skip leaves no point, allowed at least one; {}",
                                 sweep_.where, left_out_.first));
  }
}

bool Plan::is_refused(const Point& point) {
  try {
    scenario(point);
  } catch (const RefusedTogether& e) {
    if (left_out_.points++ == 0)
      left_out_.first = fmt::format("{} (point {})", e.what(), point_text(point));
    return true;
  } catch (const InputError&) {  // a mistake: it stays, for the checks
  }
  return false;
}

// Values that are legal each but not together have no place in the file: the point is named.
Scenario Plan::checked_scenario(size_t point) const {
  try {
    return scenario(point);
  } catch (const NotAvailable&) {
    throw;
  } catch (const InputError& e) {
    const std::string named = point_text(grid_.point(point));
    throw InputError(e.what() + (named.empty() ? "" : " (point " + named + ")"));
  }
}

void Plan::check_points(const std::function<void(size_t done, size_t total)>& on_checked) {
  PointKeys keys(tool_);
  std::unordered_map<std::string, size_t> seen;
  keys_.reserve(size());
  for (size_t i = 0; i < size(); ++i) {
    if (on_checked) on_checked(i, size());
    const Scenario checked = checked_scenario(i);
    keys_.push_back(keys.of(checked));
    if (checked.workload.kind == WorkloadKind::kTrace) recordings_.insert(checked.workload.file);
    const auto [earlier, is_new] = seen.emplace(keys_.back(), i);
    if (is_new) continue;
    throw InputError(fmt::format("{}: [sweep]: found the same run twice: {}, and {}", sweep_.where,
                                 text(earlier->second), text(i)));
  }
}

}  // namespace cowmmu
