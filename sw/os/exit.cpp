// SPDX-License-Identifier: Apache-2.0
// exit's memory side, as the textbook has it: for each page, count one reference less and free the
// frame at zero. What the textbook leaves out comes first: as long as any hart can translate
// through this space, no frame and no table of it may be given to anybody else. Accesses: for each
// mapping, the slots of its range (PteCursor, TableCursor); for each page 1 store (PTE), 1 atomic
// (counts) and at zero the frame's free; for each table 1 store and its free.
#include "os/exit.h"

#include "os/pin.h"
#include "os/tables_of.h"

namespace cowmmu {
namespace {

void free_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space) {
  // for each page P:
  for (const VmaRange& mapping : space.vmas.all()) {
    PteCursor pages(space, mapping.first, mapping.end);
    while (const auto page = pages.next(cpu)) {
      spend(cpu, core.services.params.cost.unmap_pte);
      core.tables.clear_unreachable(cpu, space, *page);

      // refcount[P.frame] -= 1; if refcount[P.frame] == 0: free(P.frame)
      const PhaseGuard phase(cpu, Phase::kExitFree);
      drop_mapping(core, cpu, page->pte);
    }
  }
  space.resident = 0;
}

void free_tables(MemoryCore& core, ICpu& cpu, AddressSpace& space) {
  for_each_table(cpu, space, space.vmas.all(), kEverything, [&](const PteSlot& entry) {
    core.tables.clear_unreachable(cpu, space, entry);
    const PhaseGuard phase(cpu, Phase::kExitFree);
    core.services.frames.free(cpu, entry.pte.ppn());
    --space.tables;
  });
}

void free_pins(MemoryCore& core, ICpu& cpu, AddressSpace& space) {
  const PhaseGuard phase(cpu, Phase::kExitFree);
  for (const auto& [handle, pin] : space.pins) release_pin(core, cpu, pin);
  space.pins.clear();
}

void free_mappings(MemoryCore& core, ICpu& cpu, AddressSpace& space) {
  const PhaseGuard phase(cpu, Phase::kExitFree);
  for (const VmaRange& mapping : space.vmas.all()) {
    if (mapping.vma.object) core.objects.unmap(cpu, *mapping.vma.object, mapping.pages());
  }
  space.vmas.clear(cpu, core.services.arena);
}

}  // namespace

void empty_unreachable(MemoryCore& core, ICpu& cpu, AddressSpace& space) {
  const PhaseGuard phase(cpu, Phase::kExitUnmap);
  free_pages(core, cpu, space);
  free_tables(core, cpu, space);
  free_pins(core, cpu, space);
  free_mappings(core, cpu, space);
}

void destroy_space(MemoryCore& core, ICpu& cpu, std::unique_ptr<AddressSpace> space) {
  const PhaseGuard phase(cpu, Phase::kExitUnmap);
  if (space->abandoned) {
    core.services.observer.space_discarded(cpu, *space);
  } else {
    core.services.observer.space_ending(cpu, *space);
    // No thread is left to load it, so after the last acknowledgement nothing can come to hold it.
    flush(core, cpu, *space, {.leaves = {}, .tables = true});
  }
  empty_unreachable(core, cpu, *space);
  const PhaseGuard free_phase(cpu, Phase::kExitFree);
  core.services.frames.free(cpu, space->root);
  for (const PhysAddr line : space->lines) core.services.arena.free_line(cpu, line);
}

}  // namespace cowmmu
