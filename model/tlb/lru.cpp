// SPDX-License-Identifier: Apache-2.0
// True least recently used.
#include <algorithm>
#include <array>
#include <bit>

#include "tlb/i_replacement.h"

namespace cowmmu {
namespace {

class Lru final : public IReplacement {
 public:
  size_t victim(std::span<const uint64_t> last_used) const override {
    // Stamp and way in one word: a minimum without branches, as no branch could be predicted, and
    // four at a time, as each has to wait for the one before. Stamps count uses, so the bits
    // shifted out are 0 for years of simulation.
    const auto way_bits = static_cast<unsigned>(std::bit_width(last_used.size()));
    const auto key = [&](size_t way) { return last_used[way] << way_bits | way; };
    std::array<uint64_t, 4> lanes;
    lanes.fill(~0ULL);
    size_t way = 0;
    for (; way + lanes.size() <= last_used.size(); way += lanes.size())
      for (size_t lane = 0; lane < lanes.size(); ++lane)
        lanes[lane] = std::min(lanes[lane], key(way + lane));
    for (; way < last_used.size(); ++way) lanes[0] = std::min(lanes[0], key(way));
    const uint64_t least = *std::ranges::min_element(lanes);
    return least & ((1ULL << way_bits) - 1);
  }
};

}  // namespace

std::unique_ptr<IReplacement> make_lru() { return std::make_unique<Lru>(); }

}  // namespace cowmmu
