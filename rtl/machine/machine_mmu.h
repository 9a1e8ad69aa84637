// SPDX-License-Identifier: Apache-2.0
// MachineMmuBlock: a Verilated MMU as the Block of a SteppedMmu (mmu/stepped_mmu.h).
#pragma once

#include <optional>
#include <utility>

#include "machine/rtl_clock.h"
#include "mmu/rtl_mmu.h"
#include "mmu/stepped_mmu.h"

namespace cowmmu {

template <class V>
class MachineMmuBlock {
 public:
  // `mode`: of the build.
  MachineMmuBlock(PagingMode mode, const WalkerStraps& straps, const ClockDomain& clock,
                  WaveSink wave)
      : clock_(clock), rtl_(mode, straps, kMachineSeed) {
    if (wave) rtl_.dut().open_wave(std::move(wave));
  }

  MmuOut begin(const MmuIn& in) { return rtl_.begin(in); }
  void accept(const MmuIn& in) { rtl_.accept(in); }
  MmuEvents end(const MmuIn& in, Cycles edge) {
    clock_.show(rtl_.dut(), edge);
    return rtl_.end(in);
  }
  bool busy() const { return rtl_.busy(); }
  bool holds_frame(Ppn frame, std::optional<Asid> only) const {
    bool held = false;
    const auto entry = [&](const TlbEntry& e) {
      held = held || (e.holds(frame) && (!only || e.serves(*only)));
    };
    rtl_.for_each_l1i(entry);
    rtl_.for_each_l1d(entry);
    rtl_.for_each_l2(entry);
    rtl_.for_each_pointer([&](uint64_t /*prefix*/, Asid asid, const WalkPoint& at) {
      held = held || (at.table == frame && (!only || at.global || asid == *only));
    });
    return held;
  }

 private:
  RtlClock clock_;
  RtlMmu<V> rtl_;
};

}  // namespace cowmmu
