// SPDX-License-Identifier: Apache-2.0
// Tree pseudo-LRU: a binary tree over the ways with one bit a node, which every use points away
// from the used way. A node's bit is therefore where the latest use below it was not, and the
// stamps hold the whole tree. Before any use the bits point left. Ways that are no power of two sit
// at the left of the next larger tree; an absent subtree is never chosen.
#include <algorithm>
#include <bit>

#include "tlb/i_replacement.h"

namespace cowmmu {
namespace {

class Plru final : public IReplacement {
 public:
  size_t victim(std::span<const uint64_t> last_used) const override {
    size_t first = 0;
    for (size_t half = std::bit_ceil(last_used.size()) / 2; half > 0; half /= 2) {
      const auto node = last_used.subspan(first);
      if (node.size() <= half) continue;
      const auto right = node.subspan(half, std::min(half, node.size() - half));
      if (std::ranges::max(node.first(half)) > std::ranges::max(right)) first += half;
    }
    return first;
  }
};

}  // namespace

std::unique_ptr<IReplacement> make_plru() { return std::make_unique<Plru>(); }

std::unique_ptr<IReplacement> make_replacement(std::string_view name) {
  if (name == "lru") return make_lru();
  if (name == "plru") return make_plru();
  return nullptr;
}

}  // namespace cowmmu
