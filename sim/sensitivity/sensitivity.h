// SPDX-License-Identifier: Apache-2.0
// Sensitivity: how a figure of each policy changes when a parameter is halved or doubled, as a
// table and as JSON (a tornado plot's numbers).
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sensitivity/ranking.h"
#include "sensitivity/variation.h"

namespace cowmmu {

struct Sensitivity {
  // What came of one value. Without figures, `why` says why there are none.
  struct Side {
    ParamValue value;
    Figures figures;
    std::string why;
  };
  struct Row {
    Variation variation;
    std::optional<Side> halved, doubled;  // nothing where the variation has no such value
  };

  std::string scenario, figure;
  std::vector<std::string> policies;
  Figures base;
  std::vector<Row> rows;
};

// The rows with the largest change first; rows of the same largest change in their order before.
// A change is counted against the figure of the same policy as it is.
void sort_by_change(Sensitivity& sensitivity);

std::string sensitivity_text(const Sensitivity& sensitivity);

// {schema, scenario, figure, base: [{policy, value}], ranking, parameters: [{name, unit, value,
// halved, doubled}]}, with {value, figures: [{policy, value, change}] | null, why | null,
// overtakes:
// ["A < B"]} or null for `halved` and `doubled`. `change` is a fraction, null against a figure of
// 0.
boost::json::object sensitivity_json(const Sensitivity& sensitivity);

}  // namespace cowmmu
