// SPDX-License-Identifier: Apache-2.0
// SlotArbiter: which of the walks that want a channel gets it: round robin from the last one on; an
// offer that is not accepted is kept, as long as it stands.
// Reset: the last one is slot 0. Twin: rtl/walker/slot_arbiter.sv.
#pragma once

#include <cstddef>
#include <optional>

namespace cowmmu {

class SlotArbiter {
 public:
  explicit SlotArbiter(size_t slots) : slots_(slots) {}

  template <class Wants>
  std::optional<size_t> pick(Wants wants) const {
    const size_t first = kept_ ? last_ : last_ + 1;
    for (size_t n = 0; n < slots_; ++n)
      if (const size_t slot = (first + n) % slots_; wants(slot)) return slot;
    return std::nullopt;
  }
  // The edge of a cycle in which `picked` was offered.
  void settle(std::optional<size_t> picked, bool accepted) {
    if (!picked) return;
    last_ = *picked;
    kept_ = !accepted;
  }
  // It was offered and not accepted yet.
  bool keeps(size_t slot) const { return kept_ && last_ == slot; }

 private:
  size_t slots_;
  size_t last_ = 0;
  bool kept_ = false;
};

}  // namespace cowmmu
