// SPDX-License-Identifier: Apache-2.0
#include "mmu/mmu.h"

namespace cowmmu {

using From = TranslateResult::From;

Mmu::Mmu(const TlbGroup& tlbs, const WalkerParams& walker, const MmuParams& mmu)
    : params_(mmu),
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

void Mmu::set_satp(const Satp& satp) {
  state_.satp = satp;
  refresh_rules();
}

void Mmu::set_privilege(Privilege privilege) {
  state_.privilege = privilege;
  refresh_rules();
}

void Mmu::refresh_rules() {
  const bool fast = state_.satp.mode != PagingMode::kBare && observer_ == nullptr;
  for (const Access a : {Access::kLoad, Access::kStore, Access::kFetch}) {
    permissions_[index_of(a)] = AccessRule::permissions(a, state_);
    complete_[index_of(a)] = fast ? AccessRule::complete(a, state_) : AccessRule{};
  }
}

const TlbEntry* Mmu::timed_lookup(TlbId id, VirtAddr va, IWalkPort& port) {
  const bool second = id == TlbId::kL2;
  port.spend(second ? l2_cycles_
                    : l1_cycles_[index_of(id == TlbId::kL1i ? Access::kFetch : Access::kLoad)]);
  // After the time has passed: a fence that came meanwhile counts.
  TlbArray& array = second ? l2_ : l1_[index_of(id)];
  const TlbEntry* entry = array.lookup(vpn_of(va), state_.satp.asid);
  if (observer_ != nullptr) observer_->on_lookup(id, va, entry != nullptr);
  return entry;
}

TranslateResult Mmu::translate(Access access, VirtAddr va, IWalkPort& port) {
  if (state_.satp.mode == PagingMode::kBare) return {.pa = PhysAddr(va.value)};
  From from = From::kL1;
  const TlbEntry* entry = timed_lookup(l1_id(access), va, port);
  if (entry == nullptr) {
    from = From::kL2;
    entry = timed_lookup(TlbId::kL2, va, port);
  }
  if (entry == nullptr) return walk(access, va, port);
  if (!permissions_[index_of(access)].permits(entry->pte))
    return {.cause = page_fault(access), .from = from};
  if (!entry->pte.has(AccessRule::needed_ad(access))) {
    if (state_.adue) return walk(access, va, port);
    return {.cause = page_fault(access), .from = from};
  }
  if (from == From::kL2) l1_of(access).fill(*entry);
  return {.pa = entry->translate(va), .from = from};
}

TranslateResult Mmu::walk(Access access, VirtAddr va, IWalkPort& port) {
  const WalkResult found = walker_.walk({va, access, state_}, port);
  TranslateResult result{.cause = found.cause, .from = From::kWalk, .pte_reads = found.pte_reads};
  if (found.cause != Cause::kNone) return result;
  const TlbEntry entry =
      TlbEntry::make(va, state_.satp.asid, found.leaf, found.level, found.global);
  l2_.fill(entry);
  l1_of(access).fill(entry);
  result.pa = entry.translate(va);
  return result;
}

Cycles Mmu::fence_cycles(const Fence& fence) const {
  return Cycles(fence.all_addresses ? params_.fence_all_cycles : params_.fence_address_cycles);
}

size_t Mmu::fence(const Fence& fence, IWalkPort& port) {
  port.spend(fence_cycles(fence));
  size_t removed = l2_.fence(fence) + walker_.fence(fence);
  for (TlbArray& l1 : l1_) removed += l1.fence(fence);
  return removed;
}

void Mmu::reset_stats() {
  for (TlbArray& l1 : l1_) l1.reset_stats();
  l2_.reset_stats();
  walker_.reset_stats();
}

bool Mmu::holds_frame(Ppn frame) const {
  return l1_[0].holds_frame(frame) || l1_[1].holds_frame(frame) || l2_.holds_frame(frame) ||
         walker_.pwc().holds_table(frame);
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
