// SPDX-License-Identifier: Apache-2.0
// Ledger: where one hart's cycles went. Every cycle belongs to one phase; time that passes between
// two changes of phase is charged to the phase that was set, so none is lost or charged twice.
#pragma once

#include <array>
#include <cstdint>
#include <numeric>

#include "base/phase.h"
#include "base/types.h"

namespace cowmmu {

class Ledger {
 public:
  Phase phase() const { return phase_; }
  void set_phase(Phase phase, Cycles now) {
    if (phase == phase_) return;
    settle(now);
    phase_ = phase;
  }
  // Charges what has passed up to `now`.
  void settle(Cycles now) {
    cycles_[static_cast<size_t>(phase_)] += (now - since_).value;
    since_ = now;
  }
  // Forgets everything before `now`.
  void restart(Cycles now) {
    cycles_.fill(0);
    since_ = now;
  }

  const std::array<uint64_t, kPhases>& cycles() const { return cycles_; }
  uint64_t total() const { return std::accumulate(cycles_.begin(), cycles_.end(), uint64_t{0}); }

 private:
  std::array<uint64_t, kPhases> cycles_{};
  Phase phase_ = Phase::kIdle;
  Cycles since_{};
};

}  // namespace cowmmu
