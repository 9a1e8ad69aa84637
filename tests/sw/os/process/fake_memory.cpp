// SPDX-License-Identifier: Apache-2.0
#include "fake_memory.h"

#include <gtest/gtest.h>

#include "os/shootdown/i_shootdown_policy.h"

namespace cowmmu {

using test::FakeMemory;

struct MemoryManager::Impl {
  MemoryServices services;
  FakeMemory& fake() { return static_cast<FakeMemory&>(services.observer); }
};

MemoryManager::MemoryManager(MemoryServices services)
    : impl_(std::make_unique<Impl>(Impl{services})) {}
MemoryManager::~MemoryManager() = default;

std::unique_ptr<AddressSpace> MemoryManager::create(ICpu& cpu, Pid owner) {
  FakeMemory& fake = impl_->fake();
  cpu.spend(Cycles(20));
  if (fake.refuse_create) return nullptr;
  ++fake.live;
  auto space = test::empty_space(impl_->services.arena, owner, LockCosts(fake.params.cost));
  space->root = Ppn(1000 + ++fake.created);
  return space;
}

void MemoryManager::destroy(ICpu& cpu, std::unique_ptr<AddressSpace> space) {
  FakeMemory& fake = impl_->fake();
  EXPECT_FALSE(fake.is_loaded(space->root)) << "space of " << space->owner.value << " is in a satp";
  if (!space->abandoned) {
    impl_->services.shootdown.flush(cpu, *space, {.leaves = {}, .tables = true});
    fake.ended.emplace_back(space->owner, space->image);
  }
  cpu.spend(Cycles(50));
  EXPECT_FALSE(fake.is_loaded(space->root)) << "space of " << space->owner.value << " came back";
  ++fake.destroyed;
  --fake.live;
}

SysError MemoryManager::fork(ICpu& cpu, AddressSpace& parent, AddressSpace&) {
  EXPECT_TRUE(impl_->fake().is_loaded(parent.root));
  parent.mmap_lock.lock_write(cpu);
  cpu.spend(Cycles(100));
  impl_->services.shootdown.flush(cpu, parent, {.leaves = {{.first = Vpn(1)}}, .tables = false});
  parent.mmap_lock.unlock_write(cpu);
  return impl_->fake().refuse_fork ? SysError::kNoMemory : SysError::kNone;
}

FaultOutcome MemoryManager::fault(ICpu& cpu, AddressSpace& space, Cause, VirtAddr) {
  space.mmap_lock.lock_read(cpu);
  cpu.spend(Cycles(10));
  space.mmap_lock.unlock_read(cpu);
  return FaultOutcome::kSegv;
}

// mmap and munmap take the lock; munmap shoots down. The others do nothing.
SysResult MemoryManager::mmap(ICpu& cpu, AddressSpace& space, const Op&) {
  space.mmap_lock.lock_write(cpu);
  space.mmap_lock.unlock_write(cpu);
  return {kMmapBase};
}
SysResult MemoryManager::munmap(ICpu& cpu, AddressSpace& space, const Op& op) {
  space.mmap_lock.lock_write(cpu);
  const FlushRange range{.first = vpn_of(VirtAddr(op.args[0]))};
  impl_->services.shootdown.flush(cpu, space, {.leaves = {range}, .tables = false});
  space.mmap_lock.unlock_write(cpu);
  return {};
}
SysResult MemoryManager::mprotect(ICpu&, AddressSpace&, const Op&) { return {}; }
SysResult MemoryManager::mremap(ICpu&, AddressSpace&, const Op&) { return {}; }
SysResult MemoryManager::brk(ICpu&, AddressSpace&, const Op&) { return {}; }
SysResult MemoryManager::madvise(ICpu&, AddressSpace&, const Op&) { return {}; }
SysResult MemoryManager::pin(ICpu&, AddressSpace&, const Op&) { return {}; }
SysResult MemoryManager::unpin(ICpu&, AddressSpace&, const Op&) { return {}; }
SysResult MemoryManager::peek(ICpu&, AddressSpace&, const Op&) { return {}; }
SysResult MemoryManager::poke(ICpu&, AddressSpace&, const Op&) { return {}; }
SysResult MemoryManager::kernel_write(ICpu&, AddressSpace&, const Op&) { return {}; }
SysResult MemoryManager::kernel_read(ICpu&, AddressSpace&, const Op&) { return {}; }

}  // namespace cowmmu
