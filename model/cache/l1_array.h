// SPDX-License-Identifier: Apache-2.0
// L1Array: tags and MESI states of one private data cache; set associative, true LRU. It holds no
// bytes (they live in dram/frame_store.h) and no time.
// Parameters: machine.cache.l1d.*. Tests: tests/model/machine/.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "base/check.h"
#include "base/types.h"
#include "cache/mesi.h"
#include "params/params.h"

namespace cowmmu {

struct L1Line {
  LineAddr line{~0ULL};
  Mesi state = Mesi::kInvalid;
  uint32_t home = 0;  // where the last level keeps its entry (LlcArray::place_of)
  uint64_t used = 0;  // sequence number of the last use
};

class L1Array {
 public:
  explicit L1Array(const L1Params& params)
      : ways_(params.ways),
        mask_(params.bytes / kLineBytes / params.ways - 1),
        lines_(params.bytes / kLineBytes) {
    COWMMU_CHECK(std::has_single_bit(mask_ + 1) && (mask_ + 1) * ways_ == lines_.size(),
                 "machine.cache.l1d: bytes / 64 / ways must be a power of two");
  }

  // The line where it is valid, counted as its most recent use; nullptr otherwise.
  L1Line* use(LineAddr line) {
    L1Line* found = find(line);
    if (found != nullptr) found->used = ++clock_;
    return found;
  }
  L1Line* find(LineAddr line) {
    L1Line* set = &lines_[(line.value & mask_) * ways_];
    for (uint64_t w = 0; w < ways_; ++w)
      if (set[w].line == line) return &set[w];
    return nullptr;
  }

  // Puts the line in (in place where it is there already) and returns what it replaced: a line in
  // state kInvalid where nothing was.
  L1Line fill(LineAddr line, Mesi state, uint32_t home) {
    L1Line* slot = find(line);
    if (slot == nullptr) slot = victim(line);
    const L1Line before = slot->line == line ? L1Line{} : *slot;
    *slot = {line, state, home, ++clock_};
    return before;
  }

  // Removes the line; returns its state.
  Mesi invalidate(LineAddr line) {
    L1Line* found = find(line);
    if (found == nullptr) return Mesi::kInvalid;
    const Mesi before = found->state;
    *found = {};
    return before;
  }
  // Leaves it readable only; returns its state before.
  Mesi downgrade(LineAddr line) {
    L1Line* found = find(line);
    if (found == nullptr) return Mesi::kInvalid;
    const Mesi before = found->state;
    found->state = Mesi::kShared;
    return before;
  }

 private:
  L1Line* victim(LineAddr line) {
    L1Line* set = &lines_[(line.value & mask_) * ways_];
    L1Line* oldest = set;
    for (uint64_t w = 1; w < ways_; ++w)
      if (set[w].used < oldest->used) oldest = &set[w];  // an invalid line has used = 0
    return oldest;
  }

  uint64_t ways_;
  uint64_t mask_;
  std::vector<L1Line> lines_;
  uint64_t clock_ = 0;
};

}  // namespace cowmmu
