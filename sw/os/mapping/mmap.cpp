// SPDX-License-Identifier: Apache-2.0
#include "os/mapping/mapping.h"
#include "os/memory_guards.h"

namespace cowmmu {
namespace {

constexpr uint64_t kProtBits = Prot::kRead | Prot::kWrite | Prot::kExec;

VmaKind kind_of(uint64_t flags) {
  return flags & MapFlags::kFile    ? VmaKind::kFile
         : flags & MapFlags::kHeap  ? VmaKind::kHeap
         : flags & MapFlags::kStack ? VmaKind::kStack
                                    : VmaKind::kAnonymous;
}

// A PTE cannot be writable and unreadable (privileged spec, PTE encodings).
uint64_t encodable(uint64_t prot) {
  return prot & Prot::kWrite ? (prot & kProtBits) | Prot::kRead : prot & kProtBits;
}

// Page n of the mapping is page n of its object.
Vma make_vma(MemoryCore& core, ICpu& cpu, const Op& op, Vpn first) {
  const uint64_t flags = op.args[2];
  Vma vma{
      .prot = encodable(flags), .shared = (flags & MapFlags::kShared) != 0, .kind = kind_of(flags)};
  if (flags & MapFlags::kFile) {
    vma.object = core.objects.file(cpu, op.args[3]);
  } else if (vma.shared) {
    vma.object = core.objects.shared_memory(cpu);
  }
  if (vma.object) vma.object_bias = ~first.value + 1;
  return vma;
}

}  // namespace

std::optional<PageRange> page_range(PagingMode mode, uint64_t address, uint64_t bytes) {
  const uint64_t pages = pages_for(bytes), end = user_end(mode).value;
  const Vpn first = vpn_of(VirtAddr(address));
  if (address % kPageBytes != 0 || pages == 0 || pages > end || first.value > end - pages) {
    return std::nullopt;
  }
  return PageRange{first, Vpn(first.value + pages)};
}

void add_mapping(MemoryCore& core, ICpu& cpu, AddressSpace& space, const VmaRange& range) {
  spend(cpu, core.services.params.cost.vma_op);
  space.vmas.set(cpu, core.services.arena, range);
  SharedObject* object = range.vma.object;
  if (object) core.objects.map(cpu, *object, range.pages());
  core.services.observer.mapped(cpu, space, range.first, range.pages(), range.vma.shared,
                                object ? object->id : 0,
                                object ? range.vma.object_page(range.first) : 0);
}

SysResult map_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op) {
  const SpaceWriteGuard guard(cpu, space);
  uint64_t address = op.args[0];
  if (address == 0) {
    const auto gap = space.vmas.find_gap(pages_for(op.args[1]), vpn_of(VirtAddr(kMmapBase)),
                                         user_end(space.mode));
    if (!gap) return {0, SysError::kNoMemory};
    address = addr_of(*gap).value;
  }
  const auto range = page_range(space.mode, address, op.args[1]);
  if (!range) return {0, SysError::kInvalid};
  remove_mappings(core, cpu, space, *range);
  add_mapping(core, cpu, space, {range->first, range->end, make_vma(core, cpu, op, range->first)});
  return {address, SysError::kNone};
}

}  // namespace cowmmu
