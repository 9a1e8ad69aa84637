// SPDX-License-Identifier: Apache-2.0
// WalkPath: the walker's way to memory: PTE reads and A/D updates go through the hart's own caches.
#pragma once

#include "cache/hart_memory.h"
#include "clock/local_clock.h"
#include "dram/frame_store.h"
#include "walker/walk_port.h"

namespace cowmmu {

class WalkPath : public IWalkPort {
 public:
  WalkPath(LocalClock& clock, IHartMemory& memory, const FrameStore& frames)
      : clock_(clock), memory_(memory), frames_(frames) {}

  uint64_t read_pte(PhysAddr pa) override { return memory_.load(pa); }
  bool compare_swap_pte(PhysAddr pa, uint64_t expected, uint64_t desired) override;
  bool backed(PhysAddr pa) const override { return frames_.contains(pa); }
  void spend(Cycles cycles) override { clock_.advance(cycles); }
  Cycles now() const override { return clock_.now(); }

 private:
  LocalClock& clock_;
  IHartMemory& memory_;
  const FrameStore& frames_;
};

}  // namespace cowmmu
