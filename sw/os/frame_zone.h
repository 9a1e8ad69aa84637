// SPDX-License-Identifier: Apache-2.0
// FrameZone: the buddy allocator's free lists, in simulated memory, and the memory that was never
// handed out. The caller holds the zone's lock (lock()) around every other call.
//
// Allocator lines (PhysicalLayout::allocator), 64 bytes each:
//   line 0   words 0-1 zone lock, 2 first frame never handed out (0: none was), 3 scattered frames
//            handed out, 4 bit o: list o is not empty
//   lines 1-2  word o: first block of free list o (0: empty)
//   line 3   the limits of frame_limits.h
//   lines 4- one a hart: words 0-1 lock of its cache, 2 the cache (hart_cache.h)
//
// Accesses: list head 1 load; push 3 stores (+1 where the list was not empty) and the mask; pop and
// remove as commented. Each split or merge spends os.cost.buddy_step.
#pragma once

#include <optional>

#include "os/memory_parts.h"
#include "os/page_descriptor.h"

namespace cowmmu {

struct FrameBlock {
  Ppn first{};
  unsigned order = 0;
  uint64_t frames() const { return 1ULL << order; }
};

class FrameZone {
 public:
  static constexpr unsigned kMaxOrder = 10;  // Linux: MAX_ORDER

  // scattered: so many of the first frames are handed out one by one in an order drawn from seed.
  FrameZone(const PhysicalLayout& layout, const CostParams& cost, uint64_t scattered,
            uint64_t seed);

  SpinLock& lock() { return lock_; }
  // The smallest free block that suffices, split; then, for one frame of an aged machine, a
  // scattered one; then memory never handed out.
  std::optional<FrameBlock> take(ICpu& cpu, unsigned order);
  // Any block, for a caller that can use a part: the largest below `order`.
  std::optional<FrameBlock> take_smaller(ICpu& cpu, unsigned order);
  // Merges with free buddies as far as they go.
  void give(ICpu& cpu, FrameBlock block);
  // Frames below this one were handed out once, in the part that is not scattered.
  Ppn untouched(ICpu& cpu) const;
  uint64_t scattered_taken(ICpu& cpu) const { return cpu.load(word(3)); }
  Ppn scattered_frame(uint64_t n) const;  // the n-th handed out

 private:
  PhysAddr word(uint64_t n) const { return PhysAddr(layout_.allocator.value + n * 8); }
  PhysAddr head(unsigned order) const { return word(kWordsPerLine + order); }
  void push(ICpu& cpu, FrameBlock block);
  Ppn pop(ICpu& cpu, unsigned order);
  void remove(ICpu& cpu, Ppn block, FrameWord frame);
  void set_head(ICpu& cpu, unsigned order, Ppn block);
  std::optional<FrameBlock> take_scattered(ICpu& cpu);
  std::optional<FrameBlock> take_untouched(ICpu& cpu, unsigned order);
  std::optional<FrameBlock> take_listed(ICpu& cpu, unsigned order, uint64_t mask);

  const PhysicalLayout layout_;
  PageDescriptors descriptors_;
  SpinLock lock_;
  uint64_t buddy_step_;
  uint64_t scattered_;
  uint64_t seed_;
};

}  // namespace cowmmu
