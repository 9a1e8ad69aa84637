// SPDX-License-Identifier: Apache-2.0
// mremap: shrinks or grows a mapping in place, or moves it and its pages. The old range must lie in
// one mapping (Linux: EFAULT).
#include <algorithm>

#include "os/mapping/mapping.h"
#include "os/mapping/move.h"
#include "os/memory_guards.h"

namespace cowmmu {
namespace {

struct Remap {
  PageRange old_range;
  uint64_t pages;  // wanted
  Vma vma;
};

bool overlaps(const PageRange& a, const PageRange& b) { return a.first < b.end && b.first < a.end; }

void grow(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Remap& r, Vpn first) {
  const Vpn has(first.value + std::min(r.pages, r.old_range.pages()));
  const Vpn end(first.value + r.pages);
  if (has == end) return;
  Vma vma = r.vma;  // its object's pages go on where they stood
  vma.object_bias += vma.object ? r.old_range.first.value - first.value : 0;
  add_mapping(core, cpu, space, {has, end, vma});
}

bool fits_in_place(const AddressSpace& space, const Remap& r) {
  const Vpn end(r.old_range.first.value + r.pages);
  return end <= user_end(space.mode) && space.vmas.start_from(r.old_range.end) >= end;
}

// Mapping, then pages, then the old mapping goes; an object is thereby never without a mapping.
SysResult move(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Remap& r, Vpn to) {
  const PageRange from{r.old_range.first,
                       Vpn(r.old_range.first.value + std::min(r.pages, r.old_range.pages()))};
  IOsObserver& observer = core.services.observer;
  observer.revoke_begin(cpu, space, from.first, from.pages(), Revoke::kMove);
  const bool done = move_pages(core, cpu, space, from, to);
  if (done) {
    Vma vma = r.vma;
    vma.object_bias += vma.object ? from.first.value - to.value : 0;
    spend(cpu, core.services.params.cost.vma_op);
    space.vmas.set(cpu, core.services.arena, {to, Vpn(to.value + from.pages()), vma});
    if (vma.object) core.objects.map(cpu, *vma.object, from.pages());
    observer.moved(cpu, space, from.first, to, from.pages());
  }
  observer.revoke_end(cpu, space, from.first, from.pages(), Revoke::kMove);
  if (!done) return {0, SysError::kNoMemory};
  remove_mappings(core, cpu, space, r.old_range);
  grow(core, cpu, space, r, to);
  return {addr_of(to).value, SysError::kNone};
}

SysResult in_place(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Remap& r) {
  const Vpn end(r.old_range.first.value + r.pages);
  if (end < r.old_range.end) remove_mappings(core, cpu, space, {end, r.old_range.end});
  grow(core, cpu, space, r, r.old_range.first);
  return {addr_of(r.old_range.first).value, SysError::kNone};
}

SysResult move_to(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Remap& r,
                  uint64_t address) {
  const auto target = page_range(space.mode, address, r.pages * kPageBytes);
  if (!target || overlaps(*target, r.old_range)) return {0, SysError::kInvalid};
  remove_mappings(core, cpu, space, *target);
  return move(core, cpu, space, r, target->first);
}

}  // namespace

SysResult remap_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  const auto range = page_range(space.mode, op.args[0], op.args[1]);
  const auto wanted = page_range(space.mode, 0, op.args[2]);
  if (!range || !wanted) return {0, SysError::kInvalid};
  const SpaceWriteGuard guard(cpu, space);
  const auto parts = space.vmas.within(cpu, range->first, range->end);
  if (parts.size() != 1 || parts[0].pages() != range->pages()) return {0, SysError::kBadAddress};
  const Remap r{*range, wanted->pages(), parts[0].vma};
  if (op.args[3] != 0 && op.args[3] != op.args[0]) {
    return move_to(core, cpu, space, r, op.args[3]);
  }
  if (r.pages <= range->pages() || fits_in_place(space, r)) return in_place(core, cpu, space, r);
  if (op.args[3] != 0) return {0, SysError::kNoMemory};
  const auto gap = space.vmas.find_gap(r.pages, vpn_of(VirtAddr(kMmapBase)), user_end(space.mode));
  if (!gap) return {0, SysError::kNoMemory};
  return move(core, cpu, space, r, *gap);
}

}  // namespace cowmmu
