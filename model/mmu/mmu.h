// SPDX-License-Identifier: Apache-2.0
// Mmu: one hart's translation: L1 instruction and data TLB, unified L2 TLB, walk caches and walker
// behind translate(). No SystemC; time goes through the port.
// Timing: accepted at edge N -> an L1 hit at N + l1 hit_cycles; an L2 hit at N + l1 + l2 hit_cycles
//   (the L1 is refilled in them); else the walk begins there (walker.h). Bare: no time.
//   A fence is done, in all four arrays at once, at N + its own cycles.
// Contract of a TLB hit: permissions are judged from the entry, so one that is stricter than the
// PTE
//   gives a page fault (spurious: the spec allows it, and software must tolerate it or fence). A
//   store through an entry with D clear faults under Svade; under Svadu it walks, which sets D in
//   memory and refills L1 and L2 in place. No entry is made from a walk that faults.
// Inclusion: a walk fills L2 and the L1 of its side; the levels replace independently.
// Fences: affect requests accepted after their end; a walk in flight starts again.
// Parameters: machine.tlb.*, machine.walker.*, machine.mmu.*. Cycle by cycle: timed_mmu.h, the
//   twin of rtl/mmu/mmu.sv.
// Tests: tests/model/mmu/.
#pragma once

#include <array>
#include <optional>

#include "mmu/i_mmu.h"
#include "params/params.h"
#include "tlb/tlb_array.h"
#include "walker/walker.h"

namespace cowmmu {

enum class TlbId : uint8_t { kL1i, kL1d, kL2 };

// Told of what happens in the TLBs, when it has.
class IMmuObserver {
 public:
  virtual ~IMmuObserver() = default;
  virtual void on_lookup(TlbId tlb, VirtAddr va, bool hit) = 0;
  virtual void on_refill() = 0;
  virtual void on_fence(const Fence& fence) = 0;
};

class Mmu final : public IMmu {
 public:
  Mmu(const TlbGroup& tlbs, const WalkerParams& walker, const MmuParams& mmu);

  const TranslationState& state() const override { return state_; }
  void set_state(const TranslationState& state) override;

  // The fast path: the entry of an L1 hit that completes the access, counted; the caller charges
  // l1_hit_cycles. nullptr: nothing has happened, call translate(). Never hits while observed.
  const TlbEntry* hit(Access access, VirtAddr va) {
    TlbArray& l1 = l1_of(access);
    const TlbEntry* entry = l1.hinted(vpn_of(va), state_.satp.asid);
    if (entry == nullptr || !complete_[index_of(access)].permits(entry->pte)) return nullptr;
    l1.use(entry);
    return entry;
  }
  Cycles l1_hit_cycles(Access access) const { return l1_cycles_[index_of(access)]; }

  // Any access, hits of the fast path included, with the same answer, statistics and time.
  TranslateResult translate(Access access, VirtAddr va, IWalkPort& port) override;

  // At once, whenever it is called.
  void fence(const Fence& fence, Cycles /*done*/) override { fence_free(fence); }
  void fence_free(const Fence& fence) override;
  const FenceWalk& fence_walk() const override { return fence_walk_; }

  const TlbArray& tlb(TlbId id) const { return id == TlbId::kL2 ? l2_ : l1_[index_of(id)]; }
  const Walker& walker() const { return walker_; }
  MmuStats stats() const override;
  void reset_stats() override;
  bool holds_frame(Ppn frame, std::optional<Asid> only = std::nullopt) const override;
  Mmu* fast_path() override { return this; }

  void observe(IMmuObserver* mmu, IWalkObserver* walker);  // nullptr: nobody
  void observe_tlb(TlbId id, ITlbObserver* observer);

 private:
  static constexpr size_t index_of(Access a) { return static_cast<size_t>(a); }
  static constexpr size_t index_of(TlbId id) { return static_cast<size_t>(id); }
  static constexpr TlbId l1_id(Access a) { return a == Access::kFetch ? TlbId::kL1i : TlbId::kL1d; }
  TlbArray& l1_of(Access a) { return l1_[index_of(l1_id(a))]; }

  void refresh_rules();
  const TlbEntry* timed_lookup(TlbId id, VirtAddr va, IWalkPort& port, Cycles& spent);
  void walk(Access access, VirtAddr va, IWalkPort& port, TranslateResult& result);
  void refill(TlbArray& l1, const TlbEntry& entry);

  FenceWalk fence_walk_;
  TranslationState state_;
  std::array<AccessRule, 3> complete_{};     // by Access; permits nothing where hit() must not
  std::array<AccessRule, 3> permissions_{};  // by Access
  std::array<Cycles, 3> l1_cycles_{};        // by Access
  std::array<TlbArray, 2> l1_;               // by TlbId
  TlbArray l2_;
  Cycles l2_cycles_;
  Walker walker_;
  IMmuObserver* observer_ = nullptr;
};

}  // namespace cowmmu
