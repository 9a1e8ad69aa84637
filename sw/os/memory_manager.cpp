// SPDX-License-Identifier: Apache-2.0
#include "os/memory_manager.h"

#include "os/exit.h"
#include "os/fault/fault.h"
#include "os/fork/fork.h"
#include "os/kernel_access.h"
#include "os/mapping/mapping.h"
#include "os/memory_audit.h"
#include "os/memory_core.h"
#include "os/memory_guards.h"
#include "os/pin.h"

namespace cowmmu {
namespace {

Access access_of(Cause cause) {
  return cause == Cause::kStorePageFault   ? Access::kStore
         : cause == Cause::kFetchPageFault ? Access::kFetch
                                           : Access::kLoad;
}

// A line of the arena may hold what its last user left there.
PhysAddr zeroed_line(const MemoryServices& services, ICpu& cpu) {
  const PhysAddr line = services.arena.allocate_line(cpu);
  for (uint64_t word = 0; word < kWordsPerLine; ++word) {
    cpu.store(PhysAddr(line.value + 8 * word), 0);
  }
  return line;
}

}  // namespace

struct MemoryManager::Impl {
  explicit Impl(const MemoryServices& services) : core(services) {}
  MemoryCore core;
};

MemoryManager::MemoryManager(MemoryServices services) : impl_(std::make_unique<Impl>(services)) {}
MemoryManager::~MemoryManager() = default;

// Three lines of the arena (24 stores), a table (page_table.h).
std::unique_ptr<AddressSpace> MemoryManager::create(ICpu& cpu, Pid owner) {
  const MemoryServices& services = impl_->core.services;
  const auto root = services.frames.allocate(cpu, FrameUse::kTable);
  if (!root) return nullptr;
  cpu.zero_page(*root);
  const LockCosts costs(services.params.cost);
  const std::array<PhysAddr, 3> lines{zeroed_line(services, cpu), zeroed_line(services, cpu),
                                      zeroed_line(services, cpu)};
  std::unique_ptr<AddressSpace> space(
      new AddressSpace{.owner = owner,
                       .mode = services.mode,
                       .root = *root,
                       .mmap_lock = costs.rw(lines[0]),
                       .table_lock = costs.spin(lines[1]),
                       .vmas = {},
                       .heap_end = VirtAddr(kHeapBase),
                       .footprint = {lines[2], PhysAddr(lines[2].value + 8)},
                       .tables = 1,
                       .pins = {},
                       .lines = lines});
  services.observer.space_created(cpu, *space);
  return space;
}

void MemoryManager::destroy(ICpu& cpu, std::unique_ptr<AddressSpace> space) {
  destroy_space(impl_->core, cpu, std::move(space));
}

SysError MemoryManager::fork(ICpu& cpu, AddressSpace& parent, AddressSpace& child) {
  return fork_space(impl_->core, cpu, parent, child);
}

FaultOutcome MemoryManager::fault(ICpu& cpu, AddressSpace& space, Cause cause, VirtAddr va) {
  const PhaseGuard phase(cpu, Phase::kFaultLookup);
  const Cycles begin = cpu.now();
  spend(cpu, impl_->core.services.params.cost.fault);
  Resolved resolved;
  {
    const SpaceReadGuard guard(cpu, space);
    resolved = resolve(impl_->core, cpu, space, va, access_of(cause));
  }
  if (resolved.kind) {
    count_fault(impl_->core, cpu, {*resolved.kind, va, begin, impl_->core.services.trap_cycles});
  }
  return resolved.outcome;
}

SysResult MemoryManager::mmap(ICpu& cpu, AddressSpace& space, const Op& op) {
  return map_pages(impl_->core, cpu, space, op);
}
SysResult MemoryManager::munmap(ICpu& cpu, AddressSpace& space, const Op& op) {
  return unmap_pages(impl_->core, cpu, space, op);
}
SysResult MemoryManager::mprotect(ICpu& cpu, AddressSpace& space, const Op& op) {
  return protect_pages(impl_->core, cpu, space, op);
}
SysResult MemoryManager::mremap(ICpu& cpu, AddressSpace& space, const Op& op) {
  return remap_pages(impl_->core, cpu, space, op);
}
SysResult MemoryManager::brk(ICpu& cpu, AddressSpace& space, const Op& op) {
  return change_heap(impl_->core, cpu, space, op);
}
SysResult MemoryManager::madvise(ICpu& cpu, AddressSpace& space, const Op& op) {
  return advise(impl_->core, cpu, space, op);
}
SysResult MemoryManager::pin(ICpu& cpu, AddressSpace& space, const Op& op) {
  return pin_page(impl_->core, cpu, space, op);
}
SysResult MemoryManager::unpin(ICpu& cpu, AddressSpace& space, const Op& op) {
  return unpin_page(impl_->core, cpu, space, op);
}
SysResult MemoryManager::peek(ICpu& cpu, AddressSpace& space, const Op& op) {
  return cowmmu::peek(impl_->core, cpu, space, op);
}
SysResult MemoryManager::poke(ICpu& cpu, AddressSpace& space, const Op& op) {
  return cowmmu::poke(impl_->core, cpu, space, op);
}
SysResult MemoryManager::kernel_write(ICpu& cpu, AddressSpace& space, const Op& op) {
  return write_user(impl_->core, cpu, space, op);
}
SysResult MemoryManager::kernel_read(ICpu& cpu, AddressSpace& space, const Op& op) {
  return read_user(impl_->core, cpu, space, op);
}

uint64_t MemoryManager::leaked(ICpu& untimed, std::span<const AddressSpace* const> live) const {
  return count_leaked(impl_->core, untimed, live);
}
Ppn MemoryManager::frame_of(ICpu& untimed, const AddressSpace& space, VirtAddr va) const {
  return frame_behind(impl_->core, untimed, space, va);
}
std::optional<uint64_t> MemoryManager::refs(ICpu& untimed, const AddressSpace& space,
                                            VirtAddr va) const {
  return references_to(impl_->core, untimed, space, va);
}

}  // namespace cowmmu
