// SPDX-License-Identifier: Apache-2.0
// The memory clock: edge n of an f-MHz clock is at floor(n * 10^6 / f) ps, so nothing drifts.
// DramCycles counts edges from time 0, and is also a duration in memory clock cycles.
#pragma once

#include "base/types.h"

namespace cowmmu {

using DramCycles = Quantity<struct DramCyclesTag>;

inline constexpr DramCycles kNeverCycles{~0ULL};

class DramClock {
 public:
  explicit constexpr DramClock(uint64_t mhz) : mhz_(mhz) {}

  constexpr uint64_t mhz() const { return mhz_; }
  // 10^6 ps hold exactly `mhz` edges: splitting there keeps every product inside 64 bits.
  constexpr Picos time_of(DramCycles edge) const {
    return Picos(edge.value / mhz_ * kMicro + edge.value % mhz_ * kMicro / mhz_);
  }
  // The first edge whose time is >= t. Saturates near the end of time.
  constexpr DramCycles first_edge_from(Picos t) const {
    const uint64_t micros = t.value / kMicro, rest = t.value % kMicro;
    if (micros > (kNeverCycles.value - mhz_) / mhz_) return kNeverCycles;
    return DramCycles(micros * mhz_ + (rest * mhz_ + kMicro - 1) / kMicro);
  }
  // The first edge that sees something that happened at t: strictly after it.
  constexpr DramCycles first_edge_after(Picos t) const { return first_edge_from(t + Picos(1)); }

 private:
  static constexpr uint64_t kMicro = 1'000'000;
  uint64_t mhz_;
};

}  // namespace cowmmu
