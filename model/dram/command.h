// SPDX-License-Identifier: Apache-2.0
// The command stream of a memory channel, in JEDEC's words, and where a line lives.
#pragma once

#include "dram/dram_clock.h"

namespace cowmmu {

// Where a cache line is. Rows have no upper bound: memory larger than the devices has more rows.
struct DramLocation {
  uint32_t channel = 0;
  uint32_t rank = 0;
  uint32_t bank_group = 0;
  uint32_t bank = 0;    // within its group
  uint32_t column = 0;  // line within the row
  uint64_t row = 0;
  bool operator==(const DramLocation&) const = default;
};

// RDA and WRA precharge their bank by themselves; PREA and REF concern a whole rank.
enum class DramCommandKind : uint8_t { kAct, kPre, kPreAll, kRd, kRda, kWr, kWra, kRef };

struct DramCommand {
  DramCycles edge;
  DramCommandKind kind;
  DramLocation at;
};

}  // namespace cowmmu
