// SPDX-License-Identifier: Apache-2.0
// What `sweep` prints: its points, how they ended, and the first that ended badly.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "commands/sweep_run.h"

namespace cowmmu {

struct SweepOutcome {
  std::array<size_t, 4> ended{};  // by PointStatus
  size_t missing = 0;             // not run yet
  std::vector<size_t> failed;     // points that ended otherwise than well
};

SweepOutcome outcome_of(const Plan& plan, PointStore& store);

// "12 points: 10 ok, 1 crashed, 1 timeout"
std::string outcome_text(const SweepOutcome& outcome);
// A line for each of the first failures, and how to run them again.
std::string failures_text(const SweepOutcome& outcome, const Plan& plan, PointStore& store);

// A line that begins with `mark`, or nothing where none is left out.
std::string left_out_text(const LeftOut& left_out, const std::string& mark);

// A line a point, with its status or "new"; `store` is null where there is none yet.
std::string points_text(const Plan& plan, PointStore* store);

}  // namespace cowmmu
