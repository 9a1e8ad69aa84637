// SPDX-License-Identifier: Apache-2.0
// ForkJob: one fork in progress. The parent's mmap_lock (write) and table_lock are held; the child
// is known to nobody else and has never run. Policies are written in terms of what stands here.
//
// Accesses, beside table allocations (page_table.h): each slot of the mapping in each of the
// parent's tables 1 load (PteCursor); for each of the child's leaf tables 1 load a level above it;
//   duplicate      1 atomic (counts; not for the zero page), 1 store (child's PTE)
//   share          1 atomic (counts), 1 store (child's PTE); where the page was exclusive also
//                  1 store (descriptor) and 1 atomic (parent's PTE)
//   copy           allocation, 64 lines read and written, 1 store (child's PTE)
// A pinned page costs share's first atomic, its undoing, and a copy.
//
// Undoing: a shared page's child PTE carries D exactly where this fork took the parent's exclusive
// flag. D has no meaning in a write-protected PTE, and makes a failed fork reversible.
#pragma once

#include "os/flush_list.h"
#include "os/memory_core.h"

namespace cowmmu {

class ForkJob {
 public:
  ForkJob(MemoryCore& core, ICpu& cpu, AddressSpace& parent, AddressSpace& child);

  ICpu& cpu;

  // The parent's present pages of a mapping, in order.
  PteCursor pages_of(const VmaRange& mapping) const {
    return {parent_, mapping.first, mapping.end};
  }
  // Makes the child's tables for this page. False: no memory.
  bool prepare(const PteSlot& page);

  // Pages that no policy has a say in: the zero page, a file's clean frame.
  bool ownerless(const PteSlot& page, const VmaRange& mapping);
  void duplicate(const PteSlot& page);

  // The steps of sharing a frame.
  FrameCounts add_reference(Ppn frame);
  void remove_reference(Ppn frame);
  // Parent's PTE: read-only and COW, where it is not; returns whether it was exclusive before.
  bool protect_parent(const PteSlot& page);
  void set_child_cow(const PteSlot& page, bool was_exclusive);
  // All of them; a pinned page is copied instead. False: no memory.
  bool share(const PteSlot& page, const VmaRange& mapping);
  bool copy(const PteSlot& page, const VmaRange& mapping);

  // What was write-protected; to be flushed before fork returns.
  const FlushRequest& protected_pages() const { return protected_.request(); }
  // Takes back everything done so far, page by page, as an unmap of the child would.
  void undo();

 private:
  Pte child_copy(Pte pte) const;
  void set_child(const PteSlot& page, Pte pte);
  void restore_parent(const PteSlot& child_page);

  MemoryCore& core_;
  AddressSpace& parent_;
  AddressSpace& child_;
  FlushList protected_;
  PhysAddr child_table_{};        // the leaf table of ...
  uint64_t child_block_ = ~0ULL;  // ... this block of 512 pages
};

// A mapping that is not private: every present page is duplicated.
bool fork_shared_pages(ForkJob& job, const VmaRange& mapping);

}  // namespace cowmmu
