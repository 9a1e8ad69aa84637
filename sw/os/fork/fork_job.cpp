// SPDX-License-Identifier: Apache-2.0
#include "os/fork/fork_job.h"

namespace cowmmu {

ForkJob::ForkJob(MemoryCore& core, ICpu& hart, AddressSpace& parent, AddressSpace& child)
    : cpu(hart),
      core_(core),
      parent_(parent),
      child_(child),
      protected_(core.services.params.flush_ceiling) {}

bool ForkJob::prepare(const PteSlot& page) {
  spend(cpu, core_.services.params.cost.fork_pte);
  ++core_.services.counters.of(cpu).fork_ptes;
  const uint64_t block = vpn_of(page.va).value / kPtesPerTable;
  if (block == child_block_) return true;
  const auto table = core_.tables.leaf_table(cpu, child_, page.va);
  if (!table) return false;
  child_table_ = *table;
  child_block_ = block;
  return true;
}

Pte ForkJob::child_copy(Pte pte) const {
  return core_.services.params.fork_old ? pte.without(Pte::kA) : pte;
}

void ForkJob::set_child(const PteSlot& page, Pte pte) {
  const PhysAddr at(child_table_.value + vpn_index(page.va, 0) * 8);
  core_.tables.fill(cpu, child_, {at, page.va, 0, Pte()}, pte);
  ++child_.resident;
}

// Only a COW page of a file mapping can be the file's: its descriptor tells (1 load).
bool ForkJob::ownerless(const PteSlot& page, const VmaRange& mapping) {
  if (!counted(page.pte)) return true;
  if (!page.pte.cow() || !mapping.vma.object) return false;
  return core_.descriptors().frame(cpu, page.pte.ppn()).state == FrameState::kFile;
}

void ForkJob::duplicate(const PteSlot& page) {
  if (counted(page.pte)) add_reference(page.pte.ppn());
  set_child(page, child_copy(page.pte));
}

FrameCounts ForkJob::add_reference(Ppn frame) {
  if (core_.mutant(&OsMutants::no_refcount)) return core_.descriptors().counts(cpu, frame);
  return core_.descriptors().add(cpu, frame, FrameCounts::kMapping);
}

void ForkJob::remove_reference(Ppn frame) {
  core_.descriptors().remove(cpu, frame, FrameCounts::kMapping);
}

bool ForkJob::protect_parent(const PteSlot& page) {
  if (page.pte.cow()) return false;
  core_.descriptors().set_exclusive(cpu, page.pte.ppn(), false);
  const Pte now = core_.tables.change(cpu, parent_, page,
                                      [](Pte pte) { return pte.without(Pte::kW).with(Pte::kCow); });
  if (page.pte.writable()) protected_.add(vpn_of(page.va));
  return now.cow();
}

void ForkJob::set_child_cow(const PteSlot& page, bool was_exclusive) {
  const Pte shared = page.pte.without(Pte::kW | Pte::kD).with(Pte::kCow);
  set_child(page, child_copy(was_exclusive ? shared.with(Pte::kD) : shared));
  ++core_.services.counters.of(cpu).pages_shared;
}

bool ForkJob::share(const PteSlot& page, const VmaRange& mapping) {
  const FrameCounts counts = add_reference(page.pte.ppn());
  if (counts.pins() != 0) {  // whoever pinned it keeps it: the child gets its own
    remove_reference(page.pte.ppn());
    return copy(page, mapping);
  }
  set_child_cow(page, protect_parent(page));
  return true;
}

bool ForkJob::copy(const PteSlot& page, const VmaRange& mapping) {
  const PhaseGuard phase(cpu, Phase::kForkCopy);
  const auto frame = core_.services.frames.allocate(cpu, FrameUse::kUser);
  if (!frame) return false;
  copy_page(core_, cpu, *frame, page.pte.ppn(), Phase::kForkCopy);
  ++core_.services.counters.of(cpu).pages_copied_at_fork;
  const uint64_t marks = child_copy(page.pte).bits() & (Pte::kA | Pte::kD);
  set_child(page, make_leaf(*frame, mapping.vma.prot, marks));
  return true;
}

bool fork_shared_pages(ForkJob& job, const VmaRange& mapping) {
  PteCursor pages = job.pages_of(mapping);
  while (const auto page = pages.next(job.cpu)) {
    if (!job.prepare(*page)) return false;
    job.duplicate(*page);
  }
  return true;
}

}  // namespace cowmmu
