// SPDX-License-Identifier: Apache-2.0
// AddressSpace: what one process sees of memory. Data only; the memory manager and the shootdown
// policies work on it. Fields say which lock guards them.
#pragma once

#include <array>
#include <cstdint>
#include <map>

#include "base/paging.h"
#include "os/lock.h"
#include "os/syscall.h"
#include "os/vma.h"

namespace cowmmu {

// Where a space may have left translations: guarded by atomics on simulated words, not by a lock.
struct TlbFootprint {
  PhysAddr harts_word{};    // bit h: hart h ran this space since its ASID was assigned
  PhysAddr running_word{};  // bit h: hart h runs it now
};

// A frame that the kernel or a device holds by number (syscall.h, kPin).
struct Pin {
  VirtAddr va{};  // where it was pinned
  Ppn frame{};
  PinMode mode{};
};

struct AddressSpace {
  Pid owner{};
  uint64_t image = 0;  // counts execs of the owner
  PagingMode mode = PagingMode::kSv48;
  Ppn root{};           // top-level table; constant from creation to destruction
  RwLock mmap_lock;     // VMAs: read by faults, written by mmap, munmap, mprotect, fork ...
  SpinLock table_lock;  // every page table of this space
  VmaTree vmas;         // mmap_lock
  VirtAddr heap_end{};  // mmap_lock
  Asid asid{};          // the ASID allocator's lock
  uint64_t asid_generation = 0;
  TlbFootprint footprint;
  uint64_t resident = 0;            // table_lock: user pages present
  uint64_t tables = 0;              // table_lock: page-table pages, the root included
  std::map<uint64_t, Pin> pins;     // table_lock: by handle
  uint64_t last_pin = 0;            // table_lock
  bool abandoned = false;           // by a fork or exec that failed: never a process's image
  std::array<PhysAddr, 3> lines{};  // of the kernel arena: the two locks, the footprint
};

}  // namespace cowmmu
