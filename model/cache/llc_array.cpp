// SPDX-License-Identifier: Apache-2.0
#include "cache/llc_array.h"

#include <algorithm>
#include <bit>

namespace cowmmu {

LlcArray::LlcArray(uint64_t bytes, uint64_t ways)
    : ways_(ways),
      mask_(std::bit_floor(std::max<uint64_t>(1, bytes / kLineBytes / ways)) - 1),
      lines_((mask_ + 1) * ways),
      tags_(lines_.size()) {}

LlcLine* LlcArray::find(LineAddr line) {
  const uint64_t first = first_of_set(line);
  for (uint64_t i = first; i < first + ways_; ++i)
    if (tags_[i] == tag_of(line)) return &lines_[i];
  return nullptr;
}

LlcLine* LlcArray::victim(LineAddr line) {
  LlcLine* set = &lines_[first_of_set(line)];
  LlcLine* best = nullptr;
  for (uint64_t w = 0; w < ways_; ++w)
    if (!set[w].locked && (best == nullptr || set[w].used < best->used)) best = &set[w];
  return best;
}

}  // namespace cowmmu
