// SPDX-License-Identifier: Apache-2.0
// IMmu: one hart's translation as the machine uses it, one access at a time, whatever does the
// work: the function part (mmu.h) or the RTL (rtl/machine/). Both give the same answers in the same
// time.
#pragma once

#include <cstdint>
#include <optional>

#include "base/paging.h"
#include "base/types.h"
#include "mmu/mmu_if.h"
#include "tlb/fence_walk.h"
#include "walker/access_rule.h"
#include "walker/walk_port.h"

namespace cowmmu {

class Mmu;

struct TranslateResult {
  using From = TranslateFrom;

  Cause cause = Cause::kNone;
  PhysAddr pa{};            // 0 at a fault
  From from = From::kBare;  // what answered, also a fault
  unsigned pte_reads = 0;
  Cycles lookup_cycles{};  // of all the time it took, what the TLBs took; the rest is the walk
};

struct MmuStats {
  struct Tlb {
    uint64_t hits = 0, misses = 0;
    uint64_t evictions = 0;  // by replacement; fences and refills in place are not
    uint64_t fences = 0;     // fence operations
  };
  Tlb l1i, l1d, l2;
  uint64_t walks = 0;
  uint64_t merged = 0;  // of the walks, those that joined one in flight
  uint64_t pte_reads = 0;
  uint64_t ahead = 0;  // look-aheads; their look-ups and walks count as others do
};

class IMmu {
 public:
  virtual ~IMmu() = default;

  virtual const TranslationState& state() const = 0;
  // Writing satp flushes nothing (privileged spec, satp).
  virtual void set_state(const TranslationState& state) = 0;
  void set_satp(const Satp& satp) {
    TranslationState changed = state();
    changed.satp = satp;
    set_state(changed);
  }

  virtual TranslateResult translate(Access access, VirtAddr va, IWalkPort& port) = 0;
  // Begins to fetch the translation of `va` for the instruction side, and returns; the port hears
  // of its end. It may set A and fails without a fault. One at a time.
  virtual bool can_look_ahead() const { return false; }
  virtual void look_ahead(VirtAddr va, IWalkPort& port);
  // sfence.vma on this hart, which takes fence_walk().cycles(fence) and is done at edge `done`; the
  // caller lets that time pass. Not while an access is translated.
  virtual void fence(const Fence& fence, Cycles done) = 0;
  // The same effect in no time.
  virtual void fence_free(const Fence& fence) = 0;
  virtual const FenceWalk& fence_walk() const = 0;

  virtual MmuStats stats() const = 0;
  virtual void reset_stats() = 0;
  // How many cycles were worked through one by one, for the host's speed; 0: it works by events.
  virtual uint64_t stepped() const { return 0; }
  // Whether any TLB maps to this frame, or any walk cache points to it as a table. With `only`: as
  // far as that ASID can reach it.
  virtual bool holds_frame(Ppn frame, std::optional<Asid> only) const = 0;

  // Whose hit() may be asked before translate(); nullptr: nobody's.
  virtual Mmu* fast_path() { return nullptr; }
};

}  // namespace cowmmu
