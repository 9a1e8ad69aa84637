// SPDX-License-Identifier: Apache-2.0
// WordUnit: words that a hart accesses beside what its thread does, through its private cache:
// those of an MMU with several walks under way.
// Timing: an access started at edge N looks up the private cache there. A hit is done at
//   N + hit_cycles and takes or changes the bytes at N, a miss at its fill (miss_unit.h). A swap
//   needs its line alone and takes atomic_cycles more. As CachedMemory's own.
// Ordering: MissUnit's. Parameters: machine.cache.l1d.hit_cycles, hart.atomic_cycles. Twin: none.
// Tests: tests/model/machine/words_test.cpp.
#pragma once

#include <array>

#include "cache/miss_unit.h"
#include "dram/frame_store.h"

namespace cowmmu {

class WordUnit final : public MissUnit::IOwner, public IBeside {
 public:
  struct Timing {
    Cycles hit, atomic;
  };
  WordUnit(Timing timing, PrivateCache& cache, MissUnit& misses, FrameStore& frames);

  // Whose accesses and steps these are; nullptr: nobody's.
  void attend(IBackground* background);
  // In the background's step of cycle `at`.
  void start(const WordAccess& access, Cycles at);
  // As MissUnit's; true: reached.
  bool turn(std::optional<Cycles> until) { return misses_.turn(until).reached; }
  void run_to(Cycles t) override;

 private:
  struct UnderWay {
    Transaction transaction;
    WordAccess access;
    bool free = true;
    bool performed = false;
  };

  std::optional<IBackground::Next> next() const override { return background_->next(); }
  void step() override { background_->step(); }
  void done(Transaction& t) override;
  bool look_up(const UnderWay& under_way);
  void perform(UnderWay& under_way);

  Timing timing_;
  PrivateCache& cache_;
  MissUnit& misses_;
  FrameStore& frames_;
  IBackground* background_ = nullptr;
  std::array<UnderWay, WordAccess::kMost> under_way_;  // by client
};

}  // namespace cowmmu
