// SPDX-License-Identifier: Apache-2.0
// An MMU over a fake memory, and one call that translates, by the fast path where it can.
#pragma once

#include <gtest/gtest.h>

#include "mmu/mmu.h"
#include "walker/fake_memory.h"

namespace cowmmu::test {

inline constexpr VirtAddr kVa{0x12345678};

class MmuTest : public testing::Test {
 protected:
  MmuTest() {
    params_.machine.tlb.l1i.hit_cycles = 2;
    params_.machine.tlb.l1d.hit_cycles = 3;
    params_.machine.tlb.l2.hit_cycles = 11;
    params_.machine.walker.adue = false;
    use(params_);
  }
  void use(const Params& params) {
    const MachineParams& m = params.machine;
    mmu_ = std::make_unique<Mmu>(m.tlb, m.walker, m.mmu);
    mmu_->set_satp(memory_.satp());
  }
  PhysAddr map(VirtAddr va, uint64_t frame, uint64_t flags = kGood, unsigned level = 0) {
    return memory_.map(va, Pte::make(Ppn(frame), flags), level);
  }
  TranslateResult access(Access access, VirtAddr va = kVa) {
    if (const TlbEntry* entry = mmu_->hit(access, va)) {
      memory_.spend(mmu_->l1_hit_cycles(access));
      return {.pa = entry->translate(va),
              .from = TranslateResult::From::kL1,
              .lookup_cycles = mmu_->l1_hit_cycles(access)};
    }
    return mmu_->translate(access, va, memory_);
  }
  TranslateResult load(VirtAddr va = kVa) { return access(Access::kLoad, va); }
  // Returns how many entries went, of all arrays.
  size_t fence(const Fence& fence) {
    const size_t before = entries();
    memory_.spend(mmu_->fence_walk().cycles(fence));
    mmu_->fence(fence, memory_.now());
    return before - entries();
  }
  size_t entries() const {
    size_t all = mmu_->walker().pwc().occupancy();
    for (const TlbId id : {TlbId::kL1i, TlbId::kL1d, TlbId::kL2}) all += mmu_->tlb(id).occupancy();
    return all;
  }
  Cycles time_of(Access kind, VirtAddr va = kVa) {
    const Cycles begin = memory_.now();
    access(kind, va);
    return memory_.now() - begin;
  }
  const TlbStats& stats(TlbId id) const { return mmu_->tlb(id).stats(); }

  Params params_;
  FakeMemory memory_;
  std::unique_ptr<Mmu> mmu_;
};

}  // namespace cowmmu::test
