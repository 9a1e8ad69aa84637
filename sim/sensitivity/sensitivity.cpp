// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/sensitivity.h"

#include <algorithm>
#include <cmath>

namespace cowmmu {
namespace {

using Side = Sensitivity::Side;

double largest_change(const Figures& base, const std::optional<Side>& side) {
  double largest = 0;
  for (size_t i = 0; side && i < side->figures.size(); ++i) {
    const double change = std::abs(side->figures[i] - base[i]);
    if (change > 0) largest = std::max(largest, change / std::abs(base[i]));  // from 0: infinite
  }
  return largest;
}

}  // namespace

void sort_by_change(Sensitivity& sensitivity) {
  std::ranges::stable_sort(sensitivity.rows, std::greater{}, [&](const Sensitivity::Row& row) {
    return std::max(largest_change(sensitivity.base, row.halved),
                    largest_change(sensitivity.base, row.doubled));
  });
}

}  // namespace cowmmu
