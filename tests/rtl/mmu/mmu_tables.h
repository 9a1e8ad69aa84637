// SPDX-License-Identifier: Apache-2.0
// MmuTables: a memory full of random page tables that change with every read: a table's frame says
// of which level it is. A leaf of up to 1 GiB says in its frame when it was read, and whether it
// may be global, so that whoever sees a translation knows how old it is.
#pragma once

#include <optional>

#include "base/frame_range.h"
#include "walker/random_pte.h"
#include "walker/walker_if.h"

namespace cowmmu::test {

// Of the leaf behind a translation.
struct LeafStamp {
  uint64_t read_at = 0;  // cycle
  bool maybe_global = false;
};

class MmuTables {
 public:
  static constexpr FrameRange kMemory{Ppn(0x40), Ppn(1ULL << 17)};

  explicit MmuTables(RandomPtes& ptes) : ptes_(ptes) {}

  Ppn root(PagingMode mode);
  Pte read(PhysAddr pa, uint64_t cycle);
  // None: a larger page.
  static std::optional<LeafStamp> stamp(Ppn frame);

 private:
  // Table frames: level in bits 2 .. 0; bit 3: some pointer on the way to it may have G.
  static constexpr uint64_t kGlobalWay = 8, kLevels = 7;
  static constexpr unsigned kTimeShift = 18, kTimeBits = 24;  // above the alignment of 1 GiB
  static constexpr uint64_t kStamped = 1ULL << 42, kMaybeGlobal = 1ULL << 43;

  Ppn table(unsigned level, bool global_way);
  Pte leaf(unsigned level, bool global_way, uint64_t cycle);

  RandomPtes& ptes_;
};

}  // namespace cowmmu::test
