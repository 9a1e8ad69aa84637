// SPDX-License-Identifier: Apache-2.0
// Plan: a sweep's points as scenarios, each checked, with its key.
#pragma once

#include <boost/json.hpp>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "config/scenario.h"
#include "sweep/grid.h"
#include "sweep/sweep_file.h"

namespace cowmmu {

// kNone: for who runs a few points of a plan that was checked before; it has no keys.
enum class PlanChecks { kAll, kNone };

// How many, and why the first of them.
struct LeftOut {
  size_t points = 0;
  std::string first;  // "RULE (point os.fork=eager, ...)"
};

class Plan {
 public:
  // Makes the scenario of every point; leaves out those that the sweep's `skip = ["refused"]`
  // means, whatever the checks: they have no numbers. Throws InputError for the first that is not
  // legal, for an override of an axis, and for two points that are one and the same run.
  // `on_checked` is told how many points are checked, and of how many.
  Plan(SweepFile sweep, Overrides overrides, PlanChecks checks = PlanChecks::kAll,
       const std::function<void(size_t done, size_t total)>& on_checked = {});

  size_t size() const { return grid_.size(); }
  const std::string& key(size_t point) const { return keys_.at(point); }
  Scenario scenario(size_t point) const { return scenario(grid_.point(point)); }
  // {"os.fork": "eager", ...} in the order of the file; without the seeds that `seeds` counts.
  boost::json::object axes(size_t point) const;
  // "os.fork=eager, seed=2"
  std::string text(size_t point) const;
  const SweepFile& sweep() const { return sweep_; }
  const std::string& tool() const { return tool_; }
  // The points that were left out as refused.
  const LeftOut& left_out() const { return left_out_; }
  // Of all points; found by the checks.
  const std::set<std::filesystem::path>& recordings() const { return recordings_; }

 private:
  Scenario scenario(const Point& point) const;
  void refuse_overridden_axes() const;
  void leave_out_refused();
  bool is_refused(const Point& point);
  Scenario checked_scenario(size_t point) const;
  void check_points(const std::function<void(size_t done, size_t total)>& on_checked);

  const ParamRegistry registry_;
  const std::string tool_;
  SweepFile sweep_;
  Overrides overrides_;
  Grid grid_;
  LeftOut left_out_;
  std::vector<std::string> keys_;
  std::set<std::filesystem::path> recordings_;
};

}  // namespace cowmmu
