// SPDX-License-Identifier: Apache-2.0
// Page faults. resolve() finds out what a page lacks for an access and gives it that; the functions
// below it are the ways to do so, a file each. All are called with mmap_lock (read) and table_lock
// held: the PTE was read under the lock, so what another thread did first is seen (spurious).
//
// Accesses of a fault, beside the locks': VMA look-up (vma.h), 1 load a level of page table, and
//   zero page       1 store (PTE)
//   zero fill       allocation, 64 lines zeroed, 1 store; from the zero page: 1 atomic, flush, 1
//   store COW copy        1 load (counts), allocation, 64 lines read and written, 1 atomic (PTE),
//   flush,
//                   1 store (PTE), 1 atomic (counts); the frame's free where that was the last
//   COW reuse       1 load (counts), 1 store (exclusive), 1 atomic (PTE), 1 local fence
//   file copy       as COW copy without its load, after the file's frame where it was not mapped
//   A or D trap     1 atomic (PTE), 1 local fence
//   spurious        1 local fence
#pragma once

#include <optional>

#include "os/memory_core.h"
#include "os/memory_manager.h"

namespace cowmmu {

struct Fault {
  MemoryCore& core;
  ICpu& cpu;
  AddressSpace& space;
  VirtAddr va;  // of the page
  Access access;
  VmaRange range;  // the mapping that holds va and permits the access
  PteSlot slot;    // level 0

  Ppn frame() const { return slot.pte.ppn(); }
  bool store() const { return access == Access::kStore; }
  // A is set by what made the page, and D by a store: no second trap under Svade.
  uint64_t marks() const { return store() ? Pte::kA | Pte::kD : Pte::kA; }
};

struct Resolved {
  FaultOutcome outcome = FaultOutcome::kRetry;
  std::optional<FaultKind> kind;  // none: no memory
  Pte pte;                        // the page's, where the outcome is kRetry
};

Resolved resolve(MemoryCore& core, ICpu& cpu, AddressSpace& space, VirtAddr va, Access access);
struct FaultCount {
  FaultKind kind{};
  VirtAddr va{};
  Cycles begin{};
  Cycles trap{};  // outside the kernel, that belong to the fault
};
// Adds to the statistics, and tells the observer.
void count_fault(MemoryCore& core, ICpu& cpu, const FaultCount& fault);

// Each returns the kind, or nothing where no memory is left; the page is then as it was.
using Handled = std::optional<FaultKind>;
Handled map_zero_page(Fault& fault);
Handled zero_fill(Fault& fault);        // over an empty entry or the zero page
Handled map_object_page(Fault& fault);  // a shared mapping, or a read of a private file mapping
Handled copy_file_page(Fault& fault);   // first store to a private file mapping
Handled copy_on_write(Fault& fault);
Handled keep_page(Fault& fault);     // the last sharer's reuse
Handled update_marks(Fault& fault);  // A or D by trap; otherwise spurious

// Puts a new frame where another page, or none, was mapped: clear, flush, set.
void remap(Fault& fault, Ppn new_frame);

}  // namespace cowmmu
