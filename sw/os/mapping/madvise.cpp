// SPDX-License-Identifier: Apache-2.0
// Advice numbers are Linux's. DONTNEED drops this process's own mapping of each page: what is
// private then reads zero, what is shared or a file's reads as before.
#include "os/gather.h"
#include "os/mapping/mapping.h"
#include "os/memory_guards.h"

namespace cowmmu {
namespace {

constexpr uint64_t kDontNeed = 4, kDontFork = 10, kDoFork = 11, kWipeOnFork = 18, kKeepOnFork = 19;

void discard(MemoryCore& core, ICpu& cpu, AddressSpace& space, const PageRange& range) {
  IOsObserver& observer = core.services.observer;
  observer.revoke_begin(cpu, space, range.first, range.pages(), Revoke::kDiscard);
  Gather gather(core, cpu, space);
  for (const VmaRange& part : space.vmas.within(cpu, range.first, range.end)) {
    PteCursor pages(space, part.first, part.end);
    while (const auto page = pages.next(cpu)) {
      spend(cpu, core.services.params.cost.unmap_pte);
      gather.take_page(*page);
    }
  }
  gather.finish();
  observer.revoke_end(cpu, space, range.first, range.pages(), Revoke::kDiscard);
}

// Wiping makes no sense for what other processes can see.
SysError set_fork_advice(MemoryCore& core, ICpu& cpu, AddressSpace& space, const PageRange& range,
                         uint64_t advice) {
  for (VmaRange part : space.vmas.within(cpu, range.first, range.end)) {
    if (advice == kWipeOnFork && part.vma.object) return SysError::kInvalid;
    if (advice == kDontFork || advice == kDoFork) part.vma.dont_fork = advice == kDontFork;
    if (advice == kWipeOnFork || advice == kKeepOnFork) {
      part.vma.wipe_on_fork = advice == kWipeOnFork;
    }
    spend(cpu, core.services.params.cost.vma_op);
    space.vmas.set(cpu, core.services.arena, part);
  }
  return SysError::kNone;
}

}  // namespace

SysResult advise(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  const auto range = page_range(space.mode, op.args[0], op.args[1]);
  if (!range) return {0, SysError::kInvalid};
  const SpaceWriteGuard guard(cpu, space);
  switch (op.args[2]) {
    case kDontNeed:
      discard(core, cpu, space, *range);
      return {};
    case kDontFork:
    case kDoFork:
    case kWipeOnFork:
    case kKeepOnFork:
      return {0, set_fork_advice(core, cpu, space, *range, op.args[2])};
    default:
      return {};
  }
}

}  // namespace cowmmu
