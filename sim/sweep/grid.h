// SPDX-License-Identifier: Apache-2.0
// Grid: the points of a sweep. The groups of axes are crossed in the order of the file, the last
// varying fastest, then the seeds; what a skip rule matches is left out.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sweep/sweep_file.h"

namespace cowmmu {

struct Point {
  std::vector<Setting> settings;  // a value of each axis, in the order of the file
  uint64_t seed_offset = 0;       // to add to the scenario's seed
};

class Grid {
 public:
  // Throws InputError for more than kMaxPoints points (before skipping), for none at all, and for a
  // skip rule that matches none.
  explicit Grid(const SweepFile& sweep);

  size_t size() const { return kept_.size(); }
  Point point(size_t index) const;
  // Leaves out more; the numbers of those behind them change.
  void leave_out(const std::function<bool(const Point&)>& is_out);

 private:
  Point raw_point(uint64_t raw) const;
  bool is_skipped(const Point& point);
  void refuse_idle_rules() const;

  std::vector<AxisGroup> groups_;
  uint64_t seeds_;
  std::vector<SkipRule> skip_;
  std::vector<bool> has_matched_;  // by rule
  std::vector<uint64_t> kept_;  // raw numbers: the mixed-radix digits are the positions on the axes
};

// "os.fork=eager, workload.pages=4096"
std::string point_text(const Point& point);

}  // namespace cowmmu
