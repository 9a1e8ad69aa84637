// SPDX-License-Identifier: Apache-2.0
// FrameIndex: for each frame of physical memory, which host page shows its bytes, if any. A sparse
// array: blocks of frames are made when one of theirs is first set, so that the largest physical
// space costs nothing where it is not used.
// Cost: a look-up in a small map (an entry for each 16 MiB in use), then one load.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>
#include <optional>

#include "base/types.h"
#include "dram/page_slab.h"

namespace cowmmu {

class FrameIndex {
 public:
  std::optional<PageSlab::Index> find(Ppn frame) const {
    const auto block = blocks_.find(frame.value / kFramesPerBlock);
    if (block == blocks_.end()) return std::nullopt;
    const uint32_t slot = (*block->second)[frame.value % kFramesPerBlock];
    if (slot == 0) return std::nullopt;
    return slot - 1;
  }
  // What stood there, if anything.
  std::optional<PageSlab::Index> set(Ppn frame, PageSlab::Index page) {
    return exchange(slot_of(frame), page + 1);
  }
  std::optional<PageSlab::Index> clear(Ppn frame) {
    if (!find(frame)) return std::nullopt;
    return exchange(slot_of(frame), 0);
  }
  uint64_t size() const { return size_; }

 private:
  static constexpr size_t kFramesPerBlock = 4096;
  using Block = std::array<uint32_t, kFramesPerBlock>;  // 0: none; else the index, plus one

  uint32_t& slot_of(Ppn frame) {
    std::unique_ptr<Block>& block = blocks_[frame.value / kFramesPerBlock];
    if (block == nullptr) block = std::make_unique<Block>();
    return (*block)[frame.value % kFramesPerBlock];
  }
  std::optional<PageSlab::Index> exchange(uint32_t& slot, uint32_t value) {
    const uint32_t before = slot;
    slot = value;
    size_ += static_cast<uint64_t>(value != 0) - static_cast<uint64_t>(before != 0);
    if (before == 0) return std::nullopt;
    return before - 1;
  }

  boost::unordered_flat_map<uint64_t, std::unique_ptr<Block>> blocks_;
  uint64_t size_ = 0;
};

}  // namespace cowmmu
