// SPDX-License-Identifier: Apache-2.0
// Cost: for each mapping touched os.cost.vma_op; for each slot of the range in each existing table
// 1 load; for each page os.cost.unmap_pte and 1 atomic (PTE); for each table 1 atomic; one flush
// (per Gather::kBatch pages); then for each page 1 atomic (counts) and, at zero, the frame's free.
#include "os/gather.h"
#include "os/mapping/mapping.h"
#include "os/memory_guards.h"

namespace cowmmu {
namespace {

void take_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space,
                const std::vector<VmaRange>& parts) {
  Gather gather(core, cpu, space);
  for (const VmaRange& part : parts) {
    PteCursor pages(space, part.first, part.end);
    while (const auto page = pages.next(cpu)) {
      spend(cpu, core.services.params.cost.unmap_pte);
      gather.take_page(*page);
    }
  }
  const Neighbours limits = neighbours(space, {parts.front().first, parts.back().end});
  for_each_table(cpu, space, parts, limits,
                 [&](const PteSlot& entry) { gather.take_table(entry); });
  gather.finish();
}

}  // namespace

Neighbours neighbours(const AddressSpace& space, const PageRange& range) {
  return {space.vmas.end_before(range.first), space.vmas.start_from(range.end)};
}

void remove_mappings(MemoryCore& core, ICpu& cpu, AddressSpace& space, const PageRange& range) {
  const std::vector<VmaRange> parts = space.vmas.within(cpu, range.first, range.end);
  if (parts.empty()) return;
  IOsObserver& observer = core.services.observer;
  observer.revoke_begin(cpu, space, range.first, range.pages(), Revoke::kUnmap);
  take_pages(core, cpu, space, parts);
  spend(cpu, core.services.params.cost.vma_op * parts.size());
  space.vmas.erase(cpu, core.services.arena, range.first, range.end);
  for (const VmaRange& part : parts) {
    if (part.vma.object) core.objects.unmap(cpu, *part.vma.object, part.pages());
  }
  observer.revoke_end(cpu, space, range.first, range.pages(), Revoke::kUnmap);
}

SysResult unmap_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  const auto range = page_range(space.mode, op.args[0], op.args[1]);
  if (!range) return {0, SysError::kInvalid};
  const SpaceWriteGuard guard(cpu, space);
  remove_mappings(core, cpu, space, *range);
  return {};
}

}  // namespace cowmmu
