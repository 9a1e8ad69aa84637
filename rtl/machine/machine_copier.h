// SPDX-License-Identifier: Apache-2.0
// MachineCopier: a Verilated copier as the page-copy engine of a machine. It is clocked in every
// cycle of a copy; between two copies it is not: busy_o is low then, and no register changes
// (tests/rtl/formal/prove_idle.py).
#pragma once

#include <utility>

#include "copier/copier_engine.h"
#include "copier/rtl_copier.h"
#include "machine/rtl_clock.h"

namespace cowmmu {

template <class V>
class MachineCopier final : public ICopierEngine {
 public:
  MachineCopier(const ClockDomain& clock, WaveSink wave) : clock_(clock), rtl_(kMachineSeed) {
    if (wave) rtl_.dut().open_wave(std::move(wave));
  }
  CopierOut step(const CopierIn& in, Cycles edge) override {
    clock_.show(rtl_.dut(), edge);
    return rtl_.step(in);
  }
  bool waits() const override { return false; }

 private:
  RtlClock clock_;
  RtlCopier<V> rtl_;
};

}  // namespace cowmmu
