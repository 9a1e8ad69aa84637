// SPDX-License-Identifier: Apache-2.0
// ClockDomain: edges of an f-MHz clock in picoseconds, and the order of harts within a cycle.
// Edge n is at floor(n * 10^6 / f) ps, so nothing drifts (timing contract).
#pragma once

#include <cstdint>

#include "base/types.h"

namespace cowmmu {

__extension__ using Wide = unsigned __int128;

class ClockDomain {
 public:
  constexpr explicit ClockDomain(uint64_t mhz) : mhz_(mhz) {}

  constexpr uint64_t mhz() const { return mhz_; }
  constexpr Picos edge(Cycles n) const {
    if (n.value < kNarrow) return Picos(n.value * 1'000'000 / mhz_);
    return Picos(static_cast<uint64_t>(Wide(n.value) * 1'000'000 / mhz_));
  }
  // The last cycle whose edge is at or before t.
  constexpr Cycles at_or_before(Picos t) const {
    if (t.value < kNarrow) return Cycles(((t.value + 1) * mhz_ - 1) / 1'000'000);
    return Cycles(static_cast<uint64_t>(((Wide(t.value) + 1) * mhz_ - 1) / 1'000'000));
  }
  // The first cycle whose edge is at or after t.
  constexpr Cycles at_or_after(Picos t) const {
    const Cycles n = at_or_before(t);
    return edge(n) == t ? n : n + Cycles(1);
  }
  constexpr Cycles of_ns(uint64_t ns) const { return Cycles((ns * mhz_ + 999) / 1000); }

  // Shared actions of cycle n are served just after edge n, by hart number: hart h acts in its slot
  // 1 + h ps after the edge. A slot is thus the whole order of the machine in one number, and the
  // simulation kernel's scheduling order never decides anything. 4 GHz and 64 harts fit: 65 < 250.
  constexpr Picos slot(Cycles n, HartId h) const { return edge(n) + Picos(1 + h.value); }

 private:
  // Below this, cycles times 10^6 and picoseconds times MHz fit 64 bits: minutes of simulated time.
  static constexpr uint64_t kNarrow = 1'000'000'000'000;

  uint64_t mhz_;
};

}  // namespace cowmmu
