// SPDX-License-Identifier: Apache-2.0
#include "mmu/mmu.h"

#include "base/check.h"

namespace cowmmu {

using From = TranslateResult::From;

void IMmu::look_ahead(VirtAddr /*va*/, IWalkPort& /*port*/) {
  COWMMU_CHECK(can_look_ahead(), "this MMU does one access at a time");
}

Mmu::Mmu(const TlbGroup& tlbs, const WalkerParams& walker, const MmuParams& mmu)
    : fence_walk_(FenceWalk::of(mmu)),
      l1_{TlbArray(tlbs.l1i), TlbArray(tlbs.l1d)},
      l2_(tlbs.l2),
      l2_cycles_(tlbs.l2.hit_cycles),
      walker_(walker) {
  l1_cycles_[index_of(Access::kFetch)] = Cycles(tlbs.l1i.hit_cycles);
  l1_cycles_[index_of(Access::kLoad)] = Cycles(tlbs.l1d.hit_cycles);
  l1_cycles_[index_of(Access::kStore)] = Cycles(tlbs.l1d.hit_cycles);
  state_.adue = walker.adue;
  refresh_rules();
}

void Mmu::set_state(const TranslationState& state) {
  state_ = state;
  refresh_rules();
}

void Mmu::refresh_rules() {
  const bool fast = state_.satp.mode != PagingMode::kBare && observer_ == nullptr;
  for (const Access a : {Access::kLoad, Access::kStore, Access::kFetch}) {
    permissions_[index_of(a)] = AccessRule::permissions(a, state_);
    complete_[index_of(a)] = fast ? AccessRule::complete(a, state_) : AccessRule{};
  }
}

const TlbEntry* Mmu::timed_lookup(TlbId id, VirtAddr va, IWalkPort& port, Cycles& spent) {
  const bool second = id == TlbId::kL2;
  const Access side = id == TlbId::kL1i ? Access::kFetch : Access::kLoad;
  const Cycles cycles = second ? l2_cycles_ : l1_hit_cycles(side);
  port.spend(cycles);
  spent += cycles;
  // After the time has passed: a fence that came meanwhile counts.
  TlbArray& array = second ? l2_ : l1_[index_of(id)];
  const TlbEntry* entry = array.lookup(vpn_of(va), state_.satp.asid);
  if (observer_ != nullptr) observer_->on_lookup(id, va, entry != nullptr);
  return entry;
}

TranslateResult Mmu::translate(Access access, VirtAddr va, IWalkPort& port) {
  TranslateResult result{.pa = PhysAddr(va.value)};
  if (state_.satp.mode == PagingMode::kBare) return result;
  result = {.cause = page_fault(access), .from = From::kL1};
  const TlbEntry* entry = timed_lookup(l1_id(access), va, port, result.lookup_cycles);
  if (entry == nullptr) {
    result.from = From::kL2;
    entry = timed_lookup(TlbId::kL2, va, port, result.lookup_cycles);
  }
  if (entry == nullptr) return walk(access, va, port, result), result;
  if (!permissions_[index_of(access)].permits(entry->pte)) return result;
  if (!entry->pte.has(AccessRule::needed_ad(access))) {
    if (state_.adue) walk(access, va, port, result);
    return result;
  }
  result.cause = Cause::kNone;
  result.pa = entry->translate(va);
  if (result.from == From::kL2) refill(l1_of(access), *entry);
  return result;
}

void Mmu::walk(Access access, VirtAddr va, IWalkPort& port, TranslateResult& result) {
  const WalkResult found = walker_.walk({va, access, state_}, port);
  result.from = From::kWalk;
  result.cause = found.cause;
  result.pte_reads = found.pte_reads;
  if (found.cause != Cause::kNone) return;
  const TlbEntry entry =
      TlbEntry::make(va, state_.satp.asid, found.leaf, found.level, found.global);
  result.pa = entry.translate(va);
  l2_.fill(entry);
  refill(l1_of(access), entry);
}

void Mmu::refill(TlbArray& l1, const TlbEntry& entry) {
  l1.fill(entry);
  if (observer_ != nullptr) observer_->on_refill();
}

void Mmu::fence_free(const Fence& fence) {
  l2_.fence(fence);
  walker_.fence(fence);
  for (TlbArray& l1 : l1_) l1.fence(fence);
  if (observer_ != nullptr) observer_->on_fence(fence);
}

MmuStats Mmu::stats() const {
  const auto tlb_stats = [this](TlbId id) {
    const TlbStats& s = tlb(id).stats();
    return MmuStats::Tlb{s.hits, s.misses, s.evictions, s.fences};
  };
  const WalkerStats& w = walker_.stats();
  return {.l1i = tlb_stats(TlbId::kL1i),
          .l1d = tlb_stats(TlbId::kL1d),
          .l2 = tlb_stats(TlbId::kL2),
          .walks = w.walks,
          .pte_reads = w.pte_reads};
}

void Mmu::reset_stats() {
  for (TlbArray& l1 : l1_) l1.reset_stats();
  l2_.reset_stats();
  walker_.reset_stats();
}

bool Mmu::holds_frame(Ppn frame, std::optional<Asid> only) const {
  return l1_[0].holds_frame(frame, only) || l1_[1].holds_frame(frame, only) ||
         l2_.holds_frame(frame, only) || walker_.pwc().holds_table(frame, only);
}

void Mmu::observe(IMmuObserver* mmu, IWalkObserver* walker) {
  observer_ = mmu;
  walker_.observe(walker);
  refresh_rules();
}

void Mmu::observe_tlb(TlbId id, ITlbObserver* observer) {
  (id == TlbId::kL2 ? l2_ : l1_[index_of(id)]).observe(observer);
}

}  // namespace cowmmu
