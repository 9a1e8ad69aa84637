// SPDX-License-Identifier: Apache-2.0
#include "os/table_cursor.h"

namespace cowmmu {

TableCursor::TableCursor(const AddressSpace& space, const TableBounds& bounds)
    : bounds_(bounds), top_(levels_of(space.mode) - 1), level_(top_), at_(bounds.first.value) {
  tables_[top_] = addr_of(space.root);
}

bool TableCursor::whole(const PteSlot& slot) const {
  const uint64_t span = pages_of_level(slot.level);
  const uint64_t begin = vpn_of(slot.va).value / span * span;
  return begin >= bounds_.floor.value && begin + span <= bounds_.ceiling.value;
}

void TableCursor::advance() {
  const uint64_t span = pages_of_level(level_);
  at_ = (at_ / span + 1) * span;
  crossed_ = at_ % pages_of_level(level_ + 1) == 0;
}

void TableCursor::ascend() {
  ++level_;
  crossed_ = at_ % pages_of_level(level_ + 1) == 0;
}

std::optional<PteSlot> TableCursor::next(ICpu& cpu) {
  for (;;) {
    if (crossed_ || at_ >= bounds_.end.value) {
      if (level_ == top_) return std::nullopt;
      const PteSlot done = owners_[level_];
      if (at_ >= bounds_.end.value) {
        ++level_;
      } else {
        ascend();
      }
      if (whole(done)) return done;
      continue;
    }
    const VirtAddr va = addr_of(Vpn(at_));
    const PhysAddr at(tables_[level_].value + vpn_index(va, level_) * 8);
    const PteSlot slot{at, va, level_, Pte(cpu.load(at))};
    if (!slot.pte.valid()) {
      advance();
    } else if (level_ == 1) {
      advance();
      if (whole(slot)) return slot;
    } else {
      --level_;
      owners_[level_] = slot;
      tables_[level_] = addr_of(slot.pte.ppn());
    }
  }
}

}  // namespace cowmmu
