// SPDX-License-Identifier: Apache-2.0
#include "os/mapping/mapping.h"
#include "os/memory_guards.h"

namespace cowmmu {

SysResult change_heap(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  const SpaceWriteGuard guard(cpu, space);
  const uint64_t before = space.heap_end.value;
  const uint64_t after = op.args[1] == 1 ? op.args[0] : before + op.args[0];  // mod 2^64: signed
  if (after < kHeapBase || pages_for(after) > user_end(space.mode).value) {
    return {before, SysError::kInvalid};
  }
  const Vpn old_end(pages_for(before)), new_end(pages_for(after));
  if (new_end > old_end) {
    if (space.vmas.start_from(old_end) < new_end) return {before, SysError::kNoMemory};
    const Vma heap{.prot = Prot::kRead | Prot::kWrite, .kind = VmaKind::kHeap};
    add_mapping(core, cpu, space, {old_end, new_end, heap});
  } else if (new_end < old_end) {
    remove_mappings(core, cpu, space, {new_end, old_end});
  }
  space.heap_end = VirtAddr(after);
  return {before, SysError::kNone};
}

}  // namespace cowmmu
