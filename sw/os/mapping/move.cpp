// SPDX-License-Identifier: Apache-2.0
// Cost: 1 load a slot of the range, twice (tables first, then pages); for each page a walk to its
// new place (1 load a level above 0), 1 atomic (old PTE), 1 store (new PTE); one flush.
#include "os/mapping/move.h"

#include "os/gather.h"

namespace cowmmu {
namespace {

VirtAddr moved(VirtAddr va, const PageRange& from, Vpn to) {
  return VirtAddr(va.value - addr_of(from.first).value + addr_of(to).value);
}

// What may fail comes first. Tables made in vain are taken down again.
bool make_tables(MemoryCore& core, ICpu& cpu, AddressSpace& space, const PageRange& from, Vpn to) {
  PteCursor pages(space, from.first, from.end);
  while (const auto page = pages.next(cpu)) {
    if (core.tables.leaf_table(cpu, space, moved(page->va, from, to))) continue;
    const PageRange target{to, Vpn(to.value + from.pages())};
    Gather gather(core, cpu, space);
    for_each_table(cpu, space, {{target.first, target.end, {}}}, neighbours(space, target),
                   [&](const PteSlot& entry) { gather.take_table(entry); });
    gather.finish();
    return false;
  }
  return true;
}

struct Move {
  VirtAddr va;
  Pte pte;
};

// One batch: no hart may use the old address any more when the new one becomes valid.
void set_batch(MemoryCore& core, ICpu& cpu, AddressSpace& space, FlushList& list,
               std::vector<Move>& batch) {
  flush(core, cpu, space, list.request());
  for (const Move& move : batch) {
    const auto slot = core.tables.find_or_make(cpu, space, move.va);
    core.tables.set(cpu, space, *slot, move.pte);
  }
  list.clear();
  batch.clear();
}

}  // namespace

bool move_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space, const PageRange& from, Vpn to) {
  if (!make_tables(core, cpu, space, from, to)) return false;
  FlushList list(core.services.params.flush_ceiling);
  std::vector<Move> batch;
  PteCursor pages(space, from.first, from.end);
  while (const auto page = pages.next(cpu)) {
    const Pte before = core.tables.clear(cpu, space, *page);
    if (before.valid()) list.add(vpn_of(page->va));
    batch.push_back({moved(page->va, from, to), before});
    if (batch.size() == Gather::kBatch) set_batch(core, cpu, space, list, batch);
  }
  set_batch(core, cpu, space, list, batch);
  return true;
}

}  // namespace cowmmu
