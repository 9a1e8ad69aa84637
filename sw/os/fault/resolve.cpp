// SPDX-License-Identifier: Apache-2.0
#include "os/fault/fault.h"

namespace cowmmu {
namespace {

uint64_t needed(Access access) {
  return access == Access::kStore   ? Prot::kWrite
         : access == Access::kFetch ? Prot::kExec
                                    : Prot::kRead;
}
uint64_t pte_bit(Access access) {
  return access == Access::kStore ? Pte::kW : access == Access::kFetch ? Pte::kX : Pte::kR;
}

Handled first_touch(Fault& f) {
  const Vma& vma = f.range.vma;
  if (vma.object) return f.store() && !vma.shared ? copy_file_page(f) : map_object_page(f);
  return f.store() ? zero_fill(f) : map_zero_page(f);
}

// The mapping permits the store, the PTE does not.
Handled store_to_protected(Fault& f) {
  if (f.slot.pte.has(Pte::kSpecial)) return zero_fill(f);
  if (!f.slot.pte.cow()) return update_marks(f);
  if (f.range.vma.object) {
    const FrameState state = f.core.descriptors().frame(f.cpu, f.frame()).state;
    if (state == FrameState::kFile) return copy_file_page(f);
  }
  return copy_on_write(f);
}

Handled handle(Fault& f) {
  if (!f.slot.present()) return first_touch(f);
  if (f.store() && !f.slot.pte.writable()) return store_to_protected(f);
  return update_marks(f);
}

}  // namespace

Resolved resolve(MemoryCore& core, ICpu& cpu, AddressSpace& space, VirtAddr va, Access access) {
  const auto range = space.vmas.find(cpu, vpn_of(va));
  if (!range || !range->vma.permits(needed(access))) {
    core.services.observer.fault(cpu, space, va, FaultKind::kSegv);
    return {FaultOutcome::kSegv, FaultKind::kSegv, {}};
  }
  const auto slot = core.tables.find_or_make(cpu, space, addr_of(vpn_of(va)));
  if (!slot) return {FaultOutcome::kNoMemory, std::nullopt, {}};
  Fault fault{core, cpu, space, slot->va, access, *range, *slot};
  const Handled kind = handle(fault);
  if (!kind) return {FaultOutcome::kNoMemory, std::nullopt, {}};
  if (*kind != FaultKind::kFileCopy) core.services.observer.fault(cpu, space, va, *kind);
  return {FaultOutcome::kRetry, kind, fault.slot.pte};
}

// The PTE allows the access already: hardware wants A or D set (Svade), or this hart used a
// translation from before another hart's change. Without the fence it would do so again.
Handled update_marks(Fault& f) {
  const PhaseGuard phase(f.cpu, Phase::kFaultPte);
  const Pte before = f.slot.pte;
  const bool allowed = before.any(pte_bit(f.access));
  f.slot.pte = f.core.tables.change(f.cpu, f.space, f.slot, [&](Pte pte) {
    return reprotect(pte.with(f.marks()), f.range.vma.prot);
  });
  fence_page(f.cpu, f.space, f.va);
  return allowed && f.slot.pte != before ? FaultKind::kAccessedDirty : FaultKind::kSpurious;
}

void count_fault(MemoryCore& core, ICpu& cpu, const FaultCount& fault) {
  const Cycles taken = cpu.now() - fault.begin + fault.trap;
  core.services.counters.of(cpu).fault_cycles[static_cast<size_t>(fault.kind)].add(taken.value);
  core.services.observer.fault_counted(cpu, fault.va, fault.kind);
}

}  // namespace cowmmu
