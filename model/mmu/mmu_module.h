// SPDX-License-Identifier: Apache-2.0
// MmuModule: one hart's MMU as a SystemC module, with its TLBs and walker below it. It owns the
// function part; the time is spent on the hart's clock, through the port given to translate().
// Costs nothing until trace() is called; a traced MMU does not take the fast path (mmu/mmu.h).
// Twin: rtl/mmu/mmu.sv. Tests: tests/model/mmu/.
#pragma once

#include <array>
#include <systemc>

#include "mmu/mmu.h"
#include "mmu/show_later.h"
#include "mmu/tlb_module.h"
#include "mmu/walker_module.h"

namespace cowmmu {

class MmuModule : public sc_core::sc_module, public IMmuObserver, public IWalkObserver {
 public:
  MmuModule(const sc_core::sc_module_name& name, const TlbGroup& tlbs, const WalkerParams& walker,
            const MmuParams& mmu);

  Mmu& mmu() { return mmu_; }
  const Mmu& mmu() const { return mmu_; }
  using sc_module::trace;
  // `later`: who knows when a change has its time (the function part is ahead of the kernel).
  void trace(sc_core::sc_trace_file* file, ShowLater later = show_now);

  void on_lookup(TlbId tlb, VirtAddr va, bool hit) override;
  void on_refill() override { show_contents(); }
  void on_fence(const Fence& fence) override;
  void on_walk_state(WalkState state, unsigned level) override;

 private:
  void show_contents();

  Mmu mmu_;
  TlbModule l1i_, l1d_, l2_;  // in the order of TlbId
  std::array<TlbModule*, 3> tlbs_{&l1i_, &l1d_, &l2_};
  WalkerModule walker_;
  ShowLater later_ = show_now;
  uint32_t fences_ = 0;
  uint64_t fence_va_ = 0;  // 0 if all addresses
};

}  // namespace cowmmu
