// SPDX-License-Identifier: Apache-2.0
#include "os/page_table.h"

namespace cowmmu {
namespace {

PhysAddr entry(PhysAddr table, VirtAddr va, unsigned level) {
  return PhysAddr(table.value + vpn_index(va, level) * 8);
}

}  // namespace

std::optional<Ppn> PageTables::new_table(ICpu& cpu, AddressSpace& space) const {
  const auto table = services_.frames.allocate(cpu, FrameUse::kTable);
  if (!table) return std::nullopt;
  cpu.zero_page(*table);
  ++space.tables;
  return table;
}

PteSlot PageTables::find(ICpu& cpu, const AddressSpace& space, VirtAddr va) const {
  PhysAddr table = addr_of(space.root);
  for (unsigned level = levels_of(space.mode) - 1;; --level) {
    const PhysAddr at = entry(table, va, level);
    const Pte pte(cpu.load(at));
    if (level == 0 || !pte.valid()) return {at, va, level, pte};
    table = addr_of(pte.ppn());
  }
}

std::optional<Ppn> PageTables::make_below(ICpu& cpu, AddressSpace& space,
                                          const PteSlot& slot) const {
  const auto table = new_table(cpu, space);
  if (table) set(cpu, space, slot, Pte::make(*table, Pte::kV));
  return table;
}

std::optional<PhysAddr> PageTables::leaf_table(ICpu& cpu, AddressSpace& space, VirtAddr va) const {
  PhysAddr table = addr_of(space.root);
  for (unsigned level = levels_of(space.mode) - 1; level > 0; --level) {
    const PteSlot slot{entry(table, va, level), va, level, Pte(cpu.load(entry(table, va, level)))};
    std::optional<Ppn> below = slot.pte.ppn();
    if (!slot.pte.valid()) below = make_below(cpu, space, slot);
    if (!below) return std::nullopt;
    table = addr_of(*below);
  }
  return table;
}

std::optional<PteSlot> PageTables::find_or_make(ICpu& cpu, AddressSpace& space, VirtAddr va) const {
  const auto table = leaf_table(cpu, space, va);
  if (!table) return std::nullopt;
  const PhysAddr at = entry(*table, va, 0);
  return PteSlot{at, va, 0, Pte(cpu.load(at))};
}

void PageTables::fill(ICpu& cpu, const AddressSpace& space, const PteSlot& slot, Pte pte) const {
  cpu.store(slot.at, pte.bits());
  services_.observer.pte_changed(cpu, space, slot.va, slot.level, Pte(), pte);
}

void PageTables::set(ICpu& cpu, const AddressSpace& space, const PteSlot& slot, Pte pte) const {
  fill(cpu, space, slot, pte);
  // Without Svvptc this hart may have cached the empty entry; others tolerate a spurious fault.
  if (services_.params.svvptc) return;
  cpu.fence(slot.level == 0 ? Fence::of_page(slot.va, space.asid) : Fence::of_asid(space.asid));
}

Pte PageTables::clear(ICpu& cpu, const AddressSpace& space, const PteSlot& slot) const {
  const Pte before(cpu.atomic(AtomicOp::kSwap, slot.at, 0));
  services_.observer.pte_changed(cpu, space, slot.va, slot.level, before, Pte());
  return before;
}

void PageTables::clear_unreachable(ICpu& cpu, const AddressSpace& space,
                                   const PteSlot& slot) const {
  cpu.store(slot.at, 0);
  services_.observer.pte_changed(cpu, space, slot.va, slot.level, slot.pte, Pte());
}

bool PageTables::swap(ICpu& cpu, const AddressSpace& space, const PteSlot& slot, Pte& now,
                      Pte next) const {
  if (services_.mutants && services_.mutants->plain_store_to_live_pte) {
    cpu.store(slot.at, next.bits());
  } else {
    const Pte seen(cpu.atomic(AtomicOp::kCompareSwap, slot.at, next.bits(), now.bits()));
    if (seen != now) {
      now = seen;
      return false;
    }
  }
  services_.observer.pte_changed(cpu, space, slot.va, slot.level, now, next);
  return true;
}

PteCursor::PteCursor(const AddressSpace& space, Vpn first, Vpn end, unsigned level)
    : top_(levels_of(space.mode) - 1),
      target_(level),
      level_(top_),
      at_(first.value),
      end_(end.value) {
  tables_[top_] = addr_of(space.root);
}

// Past the entry of at_ at level_, and up again where that was the last of its table.
void PteCursor::advance() {
  const uint64_t span = pages_of_level(level_);
  at_ = (at_ / span + 1) * span;
  while (level_ < top_ && at_ % pages_of_level(level_ + 1) == 0) ++level_;
}

std::optional<PteSlot> PteCursor::next(ICpu& cpu) {
  while (at_ < end_) {
    const VirtAddr va = addr_of(Vpn(at_));
    const PhysAddr at = entry(tables_[level_], va, level_);
    const PteSlot slot{at, va, level_, Pte(cpu.load(at))};
    if (level_ == target_) {
      advance();
      if (slot.present()) return slot;
    } else if (slot.pte.valid()) {
      tables_[level_ - 1] = addr_of(slot.pte.ppn());
      --level_;
    } else {
      advance();
    }
  }
  return std::nullopt;
}

}  // namespace cowmmu
