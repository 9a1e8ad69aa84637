// SPDX-License-Identifier: Apache-2.0
// SweepRun: runs the points of a plan that a store does not have yet.
#pragma once

#include <optional>
#include <vector>

#include "commands/isolated.h"
#include "output/progress.h"
#include "store/point_store.h"
#include "sweep/plan.h"

namespace cowmmu {

struct SweepRules {
  bool force = false;         // every point
  bool retry_failed = false;  // those that did not end well, too
};

// Whether a point that the store has as `status` is to be run.
bool is_wanted(const SweepRules& rules, std::optional<PointStatus> status);
// The points to run, shuffled: sweeps on one store then share the work instead of doing all of it
// twice, and the time left is a fair guess however the axes are sorted.
std::vector<size_t> wanted_points(const Plan& plan, PointStore& store, const SweepRules& rules);

class SweepRun {
 public:
  SweepRun(const Plan& plan, PointStore& store, const SweepRules& rules);

  size_t wanted() const { return wanted_.size(); }
  size_t ran() const { return ran_; }  // up to now, by this process

  // Each result is stored when it is there. Throws Interrupted, and RunError where the store cannot
  // be written.
  void run(const Simulate& simulate, StreamOptions options, Progress& progress);

 private:
  std::optional<SimulationJob> next();
  void store_result(size_t point, Finished finished);

  const Plan& plan_;
  PointStore& store_;
  SweepRules rules_;
  std::vector<size_t> wanted_;   // numbers of points
  std::vector<size_t> started_;  // in the order of starting
  size_t next_ = 0;
  size_t ran_ = 0;
  size_t done_ = 0;  // of wanted_, by anybody
};

}  // namespace cowmmu
