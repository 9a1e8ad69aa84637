// SPDX-License-Identifier: Apache-2.0
// The write fault on a COW page, as the textbook has it, with the two things it leaves out: the
// last sharer may keep the frame, and other harts must forget the old frame before the new PTE is
// seen.
#include "os/fault/fault.h"
#include "os/shootdown/i_shootdown_policy.h"

namespace cowmmu {
namespace {

void set_new(Fault& f, Ppn new_frame) {
  const Pte pte = make_leaf(new_frame, f.range.vma.prot, f.marks());
  f.core.tables.set(f.cpu, f.space, f.slot, pte);
  f.slot.pte = pte;
}

}  // namespace

Handled copy_on_write(Fault& f) {
  const Ppn old_frame = f.frame();
  if (f.core.reuse->may_keep(f.cpu, f.core.descriptors(), old_frame)) return keep_page(f);

  // Allocate a new physical page
  const auto new_frame = allocate_page(f.core, f.cpu);
  if (!new_frame) return std::nullopt;

  // Copy data over
  copy_page(f.core, f.cpu, *new_frame, old_frame, Phase::kFaultCopy);

  // Update the process's page table: P.frame = new_frame, writable, no longer COW
  remap(f, *new_frame);

  // Decrement refcount on the old page, free it at zero
  const PhaseGuard phase(f.cpu, Phase::kFaultPte);
  drop(f.core, f.cpu, old_frame);
  return FaultKind::kCowCopy;
}

// A thread on another hart may hold the old translation: if it could see the new frame through one
// hart and the old through another, a store would be lost (os.md, point 5).
void remap(Fault& f, Ppn new_frame) {
  const PhaseGuard phase(f.cpu, Phase::kFaultPte);
  if (!f.slot.present()) return set_new(f, new_frame);
  const FlushRequest old_page{.leaves = {{.first = vpn_of(f.va)}}};
  const bool mapped = f.slot.pte.valid();
  f.core.tables.clear(f.cpu, f.space, f.slot);
  if (f.core.mutant(&OsMutants::set_before_ack)) {
    set_new(f, new_frame);
    flush(f.core, f.cpu, f.space, old_page);
    return;
  }
  if (mapped) flush(f.core, f.cpu, f.space, old_page);
  set_new(f, new_frame);
}

// Exclusive again: no other process, pin or reference is left that a store could surprise.
Handled keep_page(Fault& f) {
  const PhaseGuard phase(f.cpu, Phase::kFaultPte);
  f.core.descriptors().set_exclusive(f.cpu, f.frame(), true);
  const uint64_t cow = f.core.mutant(&OsMutants::cow_not_cleared_on_reuse) ? Pte::kCow : 0;
  f.slot.pte = f.core.tables.change(f.cpu, f.space, f.slot, [&](Pte pte) {
    return reprotect(pte.without(Pte::kCow).with(f.marks()), f.range.vma.prot).with(cow);
  });
  fence_page(f.cpu, f.space, f.va);
  return FaultKind::kCowReuse;
}

}  // namespace cowmmu
