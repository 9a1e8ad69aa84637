// SPDX-License-Identifier: Apache-2.0
// WalkPath: the walker's way to memory: PTE reads and A/D updates go through the hart's own caches.
#pragma once

#include <functional>
#include <utility>

#include "cache/hart_memory.h"
#include "clock/local_clock.h"
#include "dram/frame_store.h"
#include "walker/walk_port.h"

namespace cowmmu {

class WalkPath final : public IWalkPort, private ISplitPort {
 public:
  // Told when the look-ahead is answered.
  using LookedAhead = std::function<void(Cycles)>;
  WalkPath(LocalClock& clock, IHartMemory& memory, const FrameStore& frames, LookedAhead done)
      : clock_(clock), memory_(memory), frames_(frames), looked_ahead_(std::move(done)) {}

  uint64_t read_pte(PhysAddr pa) override { return memory_.load(pa); }
  bool compare_swap_pte(PhysAddr pa, uint64_t expected, uint64_t desired) override;
  bool backed(PhysAddr pa) const override { return frames_.contains(pa); }
  void spend(Cycles cycles) override { clock_.advance(cycles); }
  Cycles now() const override { return clock_.now(); }
  ISplitPort* split() override { return this; }

 private:
  void attend(IBackground* mmu) override { memory_.attend(mmu); }
  void start(const WordAccess& access, Cycles at) override { memory_.start(access, at); }
  void turn() override { memory_.turn(std::nullopt); }
  void advance_to(Cycles t) override { clock_.advance_to(t); }
  void looked_ahead(Cycles at) override { looked_ahead_(at); }

  LocalClock& clock_;
  IHartMemory& memory_;
  const FrameStore& frames_;
  LookedAhead looked_ahead_;
};

}  // namespace cowmmu
