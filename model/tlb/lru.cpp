// SPDX-License-Identifier: Apache-2.0
// True least recently used.
#include <algorithm>

#include "tlb/i_replacement.h"

namespace cowmmu {
namespace {

class Lru final : public IReplacement {
 public:
  size_t victim(std::span<const uint64_t> last_used) const override {
    return static_cast<size_t>(std::ranges::min_element(last_used) - last_used.begin());
  }
};

}  // namespace

std::unique_ptr<IReplacement> make_lru() { return std::make_unique<Lru>(); }

}  // namespace cowmmu
