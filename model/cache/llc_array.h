// SPDX-License-Identifier: Apache-2.0
// LlcArray: tags of the shared last level with the directory in them: which private caches hold the
// line, and which one alone. Inclusive: a line of a private cache always has an entry here. No
// bytes, no time. A locked entry (a transaction is under way on it) is never a victim.
// Parameters: machine.cache.llc.*. Tests: tests/model/machine/.
#pragma once

#include <cstdint>

#include "base/types.h"
#include "base/zeroed_array.h"
#include "params/params.h"

namespace cowmmu {

// All zero where empty: then only `used` and `locked` mean anything.
struct LlcLine {
  LineAddr line{~0ULL};
  uint64_t sharers = 0;  // bit h: hart h's private cache holds it
  uint64_t used = 0;     // sequence number of the last use; 0: the entry is empty
  int16_t owner = -1;    // the one hart that may hold it in E or M
  bool dirty = false;    // newer than DRAM
  bool locked = false;

  bool empty() const { return used == 0; }
  bool cached_elsewhere(HartId me) const { return (sharers & ~(1ULL << me.value)) != 0; }
};

class LlcArray {
 public:
  // `bytes` / 64 / ways sets, rounded down to a power of two.
  LlcArray(uint64_t bytes, uint64_t ways);

  LlcLine* find(LineAddr line);
  // The entry's place in the array, which stays its own while any private cache holds the line.
  uint32_t place_of(const LlcLine& entry) const {
    return static_cast<uint32_t>(&entry - lines_.data());
  }
  LlcLine& at(uint32_t place) { return lines_[place]; }
  // The entry becomes the line's, locked and just used.
  void assign(LlcLine& entry, LineAddr line) {
    entry = {.line = line, .locked = true};
    tags_[place_of(entry)] = tag_of(line);
    touch(entry);
  }
  void touch(LlcLine& entry) { entry.used = ++clock_; }
  // Where the line would go: an empty entry, else the least recently used unlocked one, else
  // nullptr. Nothing is changed.
  LlcLine* victim(LineAddr line);

  uint64_t sets() const { return mask_ + 1; }
  uint64_t ways() const { return ways_; }

 private:
  // 0 is no line's: that would be the last of all 64-bit addresses.
  static uint64_t tag_of(LineAddr line) { return ~line.value; }
  uint64_t first_of_set(LineAddr line) const { return (line.value & mask_) * ways_; }

  uint64_t ways_;
  uint64_t mask_;
  ZeroedArray<LlcLine> lines_;
  ZeroedArray<uint64_t> tags_;  // of each entry, apart: a search reads only these
  uint64_t clock_ = 0;
};

}  // namespace cowmmu
