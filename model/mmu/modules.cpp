// SPDX-License-Identifier: Apache-2.0
#include "mmu/mmu_module.h"

namespace cowmmu {
namespace {

template <class Value>
void trace_member(sc_core::sc_trace_file* file, const sc_core::sc_module& module,
                  const Value& value, const char* signal) {
  sc_core::sc_trace(file, value, std::string(module.name()) + "." + signal);
}

const char* name_of(WalkState state) {
  constexpr std::array kNames{"idle", "start", "pwc", "read", "update", "fill"};
  return kNames.at(static_cast<size_t>(state));
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

void WalkerModule::show_state(WalkState state, unsigned level, uint64_t walks) {
  state_.set(name_of(state));
  level_ = level;
  walks_ = walks;
}

void WalkerModule::trace(sc_core::sc_trace_file* file) const {
  state_.trace(file, std::string(name()) + ".state");
  trace_member(file, *this, level_, "level");
  trace_member(file, *this, walks_, "walks");
  trace_member(file, *this, pwc_entries_, "pwc_entries");
}

MmuModule::MmuModule(const sc_core::sc_module_name& name, const TlbGroup& tlbs,
                     const WalkerParams& walker, const MmuParams& mmu)
    : sc_module(name),
      mmu_(tlbs, walker, mmu),
      l1i_("l1i"),
      l1d_("l1d"),
      l2_("l2"),
      walker_("walker") {}

void MmuModule::trace(sc_core::sc_trace_file* file, ShowLater later) {
  later_ = std::move(later);
  mmu_.observe(this, this);
  for (const TlbModule* tlb : tlbs_) tlb->trace(file);
  walker_.trace(file);
  trace_member(file, *this, fences_, "fences");
  trace_member(file, *this, fence_va_, "fence_va");
}

void MmuModule::on_lookup(TlbId tlb, VirtAddr va, bool hit) {
  later_([module = tlbs_[static_cast<size_t>(tlb)], va, hit] { module->show_lookup(va, hit); });
}

void MmuModule::on_fence(const Fence& fence) {
  later_([this, va = fence.all_addresses ? VirtAddr{} : fence.va] {
    ++fences_;
    fence_va_ = va.value;
  });
  show_contents();
}

void MmuModule::on_walk_state(WalkState state, unsigned level) {
  later_([this, state, level, walks = mmu_.walker().stats().walks] {
    walker_.show_state(state, level, walks);
  });
}

void MmuModule::show_contents() {
  std::array<size_t, 3> entries{};
  for (const TlbId id : {TlbId::kL1i, TlbId::kL1d, TlbId::kL2})
    entries[static_cast<size_t>(id)] = mmu_.tlb(id).occupancy();
  later_([this, entries, pwc_entries = mmu_.walker().pwc().occupancy()] {
    for (size_t i = 0; i < entries.size(); ++i) tlbs_[i]->show_contents(entries[i]);
    walker_.show_contents(pwc_entries);
  });
}

}  // namespace cowmmu
