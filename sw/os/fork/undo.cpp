// SPDX-License-Identifier: Apache-2.0
// The way back of a fork that found no memory: the parent is as it was, the child is empty. Nothing
// has to be flushed: the child never ran, and the parent's pages become more accessible again.
#include "os/exit.h"
#include "os/fork/fork_job.h"

namespace cowmmu {

// The parent's page was exclusive, so its PTE was as writable as the mapping is.
void ForkJob::restore_parent(const PteSlot& child_page) {
  const PteSlot slot = core_.tables.find(cpu, parent_, child_page.va);
  const auto mapping = parent_.vmas.find(cpu, vpn_of(child_page.va));
  core_.descriptors().set_exclusive(cpu, slot.pte.ppn(), true);
  core_.tables.change(cpu, parent_, slot, [&](Pte pte) {
    return reprotect(pte.without(Pte::kCow), mapping->vma.prot);
  });
}

void ForkJob::undo() {
  for (const VmaRange& mapping : child_.vmas.all()) {
    if (mapping.vma.shared) continue;
    PteCursor pages(child_, mapping.first, mapping.end);
    while (const auto page = pages.next(cpu)) {
      if (page->pte.has(Pte::kCow | Pte::kD)) restore_parent(*page);
    }
  }
  empty_unreachable(core_, cpu, child_);
}

}  // namespace cowmmu
