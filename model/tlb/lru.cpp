// SPDX-License-Identifier: Apache-2.0
// True least recently used.
#include <algorithm>
#include <bit>

#include "tlb/i_replacement.h"

namespace cowmmu {
namespace {

class Lru final : public IReplacement {
 public:
  size_t victim(std::span<const uint64_t> last_used) const override {
    // Stamp and way in one word: a minimum without branches, as no branch could be predicted.
    // Stamps count uses, so the bits shifted out are 0 for years of simulation.
    const auto way_bits = static_cast<unsigned>(std::bit_width(last_used.size()));
    uint64_t least = ~0ULL;
    for (size_t way = 0; way < last_used.size(); ++way)
      least = std::min(least, last_used[way] << way_bits | way);
    return least & ((1ULL << way_bits) - 1);
  }
};

}  // namespace

std::unique_ptr<IReplacement> make_lru() { return std::make_unique<Lru>(); }

}  // namespace cowmmu
