// SPDX-License-Identifier: Apache-2.0
// Gather: what was taken out of a page table and may be reused only after every hart has let go of
// it (Linux: mmu_gather). Pages and tables collect; finish() flushes once, awaits the last
// acknowledgement, and only then drops and frees. A full batch finishes by itself.
// The space's locks are held from the first page to the last finish().
#pragma once

#include <vector>

#include "os/flush_list.h"
#include "os/memory_core.h"

namespace cowmmu {

class Gather {
 public:
  static constexpr size_t kBatch = 10000;  // Linux: MAX_GATHER_BATCH_COUNT's pages

  Gather(MemoryCore& core, ICpu& cpu, AddressSpace& space);
  // Empties the entry (1 atomic) and collects its page, in ascending order of addresses.
  void take_page(const PteSlot& slot);
  // Empties a non-leaf entry and collects the table below it.
  void take_table(const PteSlot& slot);
  void finish();

 private:
  void drop_pages();
  void free_tables();

  MemoryCore& core_;
  ICpu& cpu_;
  AddressSpace& space_;
  FlushList list_;
  std::vector<Pte> pages_;
  std::vector<Ppn> tables_;
};

}  // namespace cowmmu
