// SPDX-License-Identifier: Apache-2.0
// Round numbers for the axes of plain plots.
#pragma once

#include <string>
#include <vector>

namespace cowmmu {

// An axis from the first tick to the last.
struct Ticks {
  std::vector<double> at;  // ascending, at least two
  bool log = false;

  // Where a value stands: 0 at the first tick, 1 at the last.
  double place(double value) const;
};

// About `count` multiples of 1, 2 or 5 times a power of ten, around [lo, hi].
Ticks linear_ticks(double lo, double hi, int count);
// Powers of ten around [lo, hi]; lo > 0.
Ticks log_ticks(double lo, double hi);

// "1.5M", "20k", "0.25"
std::string short_number(double value);

}  // namespace cowmmu
