// SPDX-License-Identifier: Apache-2.0
// Cost: os.cost.vma_op for each mapping touched; 1 load a slot; for each page whose PTE changes 1
// atomic; one flush where a permission went, local fences where one came (another hart at worst
// faults once too often).
#include "os/flush_list.h"
#include "os/mapping/mapping.h"
#include "os/memory_guards.h"

namespace cowmmu {
namespace {

constexpr uint64_t kAccess = Pte::kV | Pte::kR | Pte::kW | Pte::kX;

struct Changed {
  FlushList less, more;  // PTEs that permit less, and that only permit more
};

// The COW mark, also on a file's clean page, keeps a PTE write-protected whatever the mapping says:
// only an exclusive page becomes writable (make_leaf).
void protect_part(MemoryCore& core, ICpu& cpu, AddressSpace& space, const VmaRange& part,
                  Changed& changed) {
  const bool careless = core.mutant(&OsMutants::protect_makes_shared_writable);
  PteCursor pages(space, part.first, part.end);
  while (const auto page = pages.next(cpu)) {
    const Pte now = core.tables.change(cpu, space, *page, [&](Pte pte) {
      return reprotect(careless ? pte.without(Pte::kCow) : pte, part.vma.prot);
    });
    if (page->pte.without(now.bits()).any(kAccess)) {
      changed.less.add(vpn_of(page->va));
    } else if (page->pte.valid() && now.without(page->pte.bits()).any(kAccess)) {
      changed.more.add(vpn_of(page->va));
    }
  }
}

void fence_locally(ICpu& cpu, const AddressSpace& space, const FlushRequest& request,
                   uint64_t ceiling) {
  if (request.empty()) return;
  if (request.ptes() > ceiling) return cpu.fence(Fence::of_asid(space.asid));
  for (const FlushRange& range : request.leaves) {
    for (uint64_t n = 0; n < range.ptes; ++n) {
      fence_page(cpu, space, addr_of(Vpn(range.first.value + n)));
    }
  }
}

}  // namespace

SysResult protect_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  const auto range = page_range(space.mode, op.args[0], op.args[1]);
  if (!range) return {0, SysError::kInvalid};
  uint64_t prot = op.args[2] & (Prot::kRead | Prot::kWrite | Prot::kExec);
  if (prot & Prot::kWrite) prot |= Prot::kRead;
  const SpaceWriteGuard guard(cpu, space);
  if (!space.vmas.covers(range->first, range->end)) return {0, SysError::kInvalid};

  IOsObserver& observer = core.services.observer;
  const uint64_t ceiling = core.services.params.flush_ceiling;
  observer.revoke_begin(cpu, space, range->first, range->pages(), Revoke::kProtect);
  Changed changed{FlushList(ceiling), FlushList(ceiling)};
  for (VmaRange part : space.vmas.within(cpu, range->first, range->end)) {
    spend(cpu, core.services.params.cost.vma_op);
    part.vma.prot = prot;
    space.vmas.set(cpu, core.services.arena, part);
    protect_part(core, cpu, space, part, changed);
  }
  flush(core, cpu, space, changed.less.request());
  fence_locally(cpu, space, changed.more.request(), ceiling);
  observer.revoke_end(cpu, space, range->first, range->pages(), Revoke::kProtect);
  return {};
}

}  // namespace cowmmu
