// SPDX-License-Identifier: Apache-2.0
#include "rtl/mmu/mmu_tables.h"

namespace cowmmu::test {

Ppn MmuTables::table(unsigned level, bool global_way) {
  if (ptes_.one_in(80)) return Ppn(kMemory.begin.value - 1 - ptes_.below(2));
  if (ptes_.one_in(80)) return Ppn(kMemory.end.value + ptes_.below(2));
  const uint64_t frame = kMemory.begin.value + ptes_.below(4096) * 16;
  return Ppn(frame + level + (global_way ? kGlobalWay : 0));
}

Ppn MmuTables::root(PagingMode mode) {
  if (ptes_.one_in(30)) return table(levels_of(mode) - 1, false);
  return Ppn(kMemory.begin.value + levels_of(mode) - 1);
}

Pte MmuTables::read(PhysAddr pa, uint64_t cycle) {
  const uint64_t frame = ppn_of(pa).value;
  const auto level = static_cast<unsigned>(frame & kLevels);
  const bool global_way = (frame & kGlobalWay) != 0;
  if (level == 0 ? !ptes_.one_in(20) : ptes_.one_in(level <= 2 ? 6 : 10))
    return leaf(level, global_way, cycle);
  const uint64_t flags = ptes_.pointer_flags();
  const unsigned below = level == 0 ? 0 : level - 1;
  return Pte::make(table(below, global_way || (flags & Pte::kG) != 0), flags);
}

Pte MmuTables::leaf(unsigned level, bool global_way, uint64_t cycle) {
  const Pte random = ptes_.leaf(level, 44);
  const uint64_t flags = random.bits() & ~(Pte::kPpnMask << Pte::kPpnShift);
  uint64_t frame = random.ppn().value & ~kStamped;
  if (level <= 2) {
    frame &= (1ULL << kTimeShift) - 1;
    frame |= kStamped | (cycle & ((1ULL << kTimeBits) - 1)) << kTimeShift;
    if (global_way || random.global()) frame |= kMaybeGlobal;
  }
  return Pte::make(Ppn(frame), flags);
}

std::optional<LeafStamp> MmuTables::stamp(Ppn frame) {
  if ((frame.value & kStamped) == 0) return std::nullopt;
  return LeafStamp{frame.value >> kTimeShift & ((1ULL << kTimeBits) - 1),
                   (frame.value & kMaybeGlobal) != 0};
}

}  // namespace cowmmu::test
