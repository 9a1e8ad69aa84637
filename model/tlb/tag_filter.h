// SPDX-License-Identifier: Apache-2.0
// TagFilter: tells at once of most tags that no entry holds them, so that a miss need not search.
// Of the host, not of the machine. Counts the entries of each hash; a tag that is held is never
// denied.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace cowmmu {

class TagFilter {
 public:
  // Eight counters an entry: about one denial in eight is missed where all entries are in use.
  explicit TagFilter(size_t entries)
      : shift_(64 - static_cast<unsigned>(std::bit_width(std::bit_ceil(entries) * 8 - 1))),
        counts_(std::bit_ceil(entries) * 8) {}

  void add(uint64_t tag) {
    if (uint8_t& count = counts_[hash(tag)]; count != kStuck) ++count;
  }
  void remove(uint64_t tag) {
    if (uint8_t& count = counts_[hash(tag)]; count != kStuck) --count;
  }
  bool may_hold(uint64_t tag) const { return counts_[hash(tag)] != 0; }

 private:
  static constexpr uint8_t kStuck = 255;  // as many or more: never counted down again

  // Fibonacci hashing: the high bits of a product with 2^64 / golden ratio.
  size_t hash(uint64_t tag) const { return (tag * 0x9e3779b97f4a7c15ULL) >> shift_; }

  unsigned shift_;
  std::vector<uint8_t> counts_;
};

}  // namespace cowmmu
