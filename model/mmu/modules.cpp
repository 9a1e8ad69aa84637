// SPDX-License-Identifier: Apache-2.0
#include "mmu/mmu_module.h"

namespace cowmmu {
namespace {

template <class Value>
void trace_member(sc_core::sc_trace_file* file, const sc_core::sc_module& module,
                  const Value& value, const char* signal) {
  sc_core::sc_trace(file, value, std::string(module.name()) + "." + signal);
}

}  // namespace

void TlbModule::show_lookup(VirtAddr va, bool hit) {
  va_ = va.value;
  hit_ = hit;
  ++lookups_;
}

void TlbModule::trace(sc_core::sc_trace_file* file) const {
  trace_member(file, *this, va_, "va");
  trace_member(file, *this, hit_, "hit");
  trace_member(file, *this, lookups_, "lookups");
  trace_member(file, *this, entries_, "entries");
}

void WalkerModule::on_walk_state(WalkState state, unsigned level) {
  state_ = static_cast<uint32_t>(state);
  level_ = level;
  walks_ = walker_.stats().walks;
}

void WalkerModule::trace(sc_core::sc_trace_file* file) const {
  trace_member(file, *this, state_, "state");
  trace_member(file, *this, level_, "level");
  trace_member(file, *this, walks_, "walks");
  trace_member(file, *this, pwc_entries_, "pwc_entries");
}

MmuModule::MmuModule(const sc_core::sc_module_name& name, const TlbGroup& tlbs,
                     const WalkerParams& walker, const MmuParams& mmu)
    : sc_module(name),
      mmu_(tlbs, walker, mmu),
      l1i_("l1i", mmu_.tlb(TlbId::kL1i)),
      l1d_("l1d", mmu_.tlb(TlbId::kL1d)),
      l2_("l2", mmu_.tlb(TlbId::kL2)),
      walker_("walker", mmu_.walker()) {}

void MmuModule::trace(sc_core::sc_trace_file* file) {
  mmu_.observe(this, &walker_);
  for (const TlbModule* tlb : tlbs_) tlb->trace(file);
  walker_.trace(file);
  trace_member(file, *this, fences_, "fences");
  trace_member(file, *this, fence_va_, "fence_va");
}

void MmuModule::on_lookup(TlbId tlb, VirtAddr va, bool hit) {
  tlbs_[static_cast<size_t>(tlb)]->show_lookup(va, hit);
}

void MmuModule::on_fence(const Fence& fence) {
  ++fences_;
  fence_va_ = fence.all_addresses ? 0 : fence.va.value;
  show_contents();
}

void MmuModule::show_contents() {
  for (TlbModule* tlb : tlbs_) tlb->show_contents();
  walker_.show_contents();
}

}  // namespace cowmmu
