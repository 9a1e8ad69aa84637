// SPDX-License-Identifier: Apache-2.0
// RtlClock: where a waveform shows the cycle of a clock domain that ends at a given edge. The clock
// falls in the middle of the cycle. Cycles in which nothing goes on are not clocked, so they show
// as a clock that stands still.
#pragma once

#include <algorithm>
#include <cstdint>

#include "clock/clock_domain.h"
#include "common/verilated_dut.h"

namespace cowmmu {

// Of what a machine's RTL leaves undefined at reset; no result may depend on it.
inline constexpr uint64_t kMachineSeed = 1;

class RtlClock {
 public:
  explicit RtlClock(const ClockDomain& domain) : domain_(domain) {}

  template <class Dut>
  void show(Dut& dut, Cycles edge) const {
    const uint64_t end = domain_.edge(edge).value;
    dut.show_at({end - std::min(end, half_period()), end});
  }

 private:
  uint64_t half_period() const { return domain_.edge(Cycles(1)).value / 2; }

  ClockDomain domain_;
};

}  // namespace cowmmu
