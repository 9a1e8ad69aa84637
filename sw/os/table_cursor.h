// SPDX-License-Identifier: Apache-2.0
// TableCursor: the page tables below the root that serve pages of [first, end) and nothing outside
// [floor, ceiling), the lower before the upper; as entries that point to them. (Linux:
// free_pgtables, whose floor and ceiling are the neighbouring mappings.)
// Accesses: 1 load for each non-leaf entry of the range in each existing table.
#pragma once

#include "os/page_table.h"

namespace cowmmu {

struct TableBounds {
  Vpn first{}, end{};
  Vpn floor{}, ceiling{};
};

class TableCursor {
 public:
  TableCursor(const AddressSpace& space, const TableBounds& bounds);
  std::optional<PteSlot> next(ICpu& cpu);

 private:
  bool whole(const PteSlot& slot) const;
  void ascend();
  void advance();

  TableBounds bounds_;
  unsigned top_, level_;
  uint64_t at_;
  bool crossed_ = false;              // at_ has left the table of level_
  std::array<PhysAddr, 5> tables_{};  // by level, on the way to at_
  std::array<PteSlot, 5> owners_{};   // the entry that points to tables_[level]
};

}  // namespace cowmmu
