// SPDX-License-Identifier: Apache-2.0
// PlainWords: words that a hart accesses beside what its thread does, on a machine without caches.
// Timing: an access started at edge N takes or changes its bytes at N + access_cycles and is done
//   there, a swap atomic_cycles later. As UncachedMemory's own.
// Ordering: of one cycle, as they started. Parameters: machine.access_cycles, hart.atomic_cycles.
// Twin: none. Tests: tests/model/machine/words_test.cpp.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/word_access.h"
#include "clock/local_clock.h"
#include "dram/frame_store.h"

namespace cowmmu {

class PlainWords final : public IBeside {
 public:
  struct Timing {
    Cycles access, atomic;
  };
  // `stored` hears of each word that was changed, and when.
  using Stored = std::function<void(PhysAddr, Cycles)>;
  PlainWords(Timing timing, LocalClock& clock, FrameStore& frames, Stored stored);

  // As IHartMemory's.
  void attend(IBackground* background);
  void start(const WordAccess& access, Cycles at);
  bool turn(std::optional<Cycles> until);
  void run_to(Cycles t) override;

 private:
  struct UnderWay {
    Cycles at;  // of its next step
    WordAccess access;
    bool performed = false;
  };

  void insert(const UnderWay& under_way);
  void step();
  void perform(UnderWay& under_way);

  Timing timing_;
  LocalClock& clock_;
  FrameStore& frames_;
  Stored stored_;
  IBackground* background_ = nullptr;
  std::vector<UnderWay> under_way_;  // by `at`
};

}  // namespace cowmmu
