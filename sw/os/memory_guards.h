// SPDX-License-Identifier: Apache-2.0
// The two locks of an address space, taken in their order: mmap_lock, then table_lock.
#pragma once

#include "os/address_space.h"

namespace cowmmu {

// Faults and the kernel's own accesses: mappings stay, page tables are this hart's.
class SpaceReadGuard {
 public:
  SpaceReadGuard(ICpu& cpu, AddressSpace& space) : cpu_(cpu), space_(space) {
    space_.mmap_lock.lock_read(cpu_);
    space_.table_lock.lock(cpu_);
  }
  ~SpaceReadGuard() {
    space_.table_lock.unlock(cpu_);
    space_.mmap_lock.unlock_read(cpu_);
  }
  SpaceReadGuard(const SpaceReadGuard&) = delete;
  SpaceReadGuard& operator=(const SpaceReadGuard&) = delete;

 private:
  ICpu& cpu_;
  AddressSpace& space_;
};

// Whatever changes mappings, and fork.
class SpaceWriteGuard {
 public:
  SpaceWriteGuard(ICpu& cpu, AddressSpace& space) : cpu_(cpu), space_(space) {
    space_.mmap_lock.lock_write(cpu_);
    space_.table_lock.lock(cpu_);
  }
  ~SpaceWriteGuard() {
    space_.table_lock.unlock(cpu_);
    space_.mmap_lock.unlock_write(cpu_);
  }
  SpaceWriteGuard(const SpaceWriteGuard&) = delete;
  SpaceWriteGuard& operator=(const SpaceWriteGuard&) = delete;

 private:
  ICpu& cpu_;
  AddressSpace& space_;
};

}  // namespace cowmmu
