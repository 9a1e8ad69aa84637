// SPDX-License-Identifier: Apache-2.0
#include "cache/llc_array.h"

#include <algorithm>
#include <bit>

namespace cowmmu {

LlcArray::LlcArray(uint64_t bytes, uint64_t ways)
    : ways_(ways),
      mask_(std::bit_floor(std::max<uint64_t>(1, bytes / kLineBytes / ways)) - 1),
      lines_((mask_ + 1) * ways) {}

LlcLine* LlcArray::find(LineAddr line) {
  LlcLine* set = set_of(line);
  for (uint64_t w = 0; w < ways_; ++w)
    if (set[w].line == line) return &set[w];
  return nullptr;
}

LlcLine* LlcArray::victim(LineAddr line) {
  LlcLine* set = set_of(line);
  LlcLine* best = nullptr;
  for (uint64_t w = 0; w < ways_; ++w)
    if (!set[w].locked && (best == nullptr || set[w].used < best->used)) best = &set[w];
  return best;
}

}  // namespace cowmmu
