// SPDX-License-Identifier: Apache-2.0
// UncachedMemory: a hart's memory on a machine without caches (machine.cached = false): every
// access takes access_cycles, with no contention. It makes costs countable by hand (preset `unit`).
// Timing: an access started at edge N takes or changes its bytes and is done at N + access_cycles.
//   An atomic is one access and atomic_cycles more. A page copy is 64 reads and 64 writes, a
//   zeroing 64 writes, one after another. A watcher of a line learns of a store one cycle after it.
// Ordering: in order, one access at a time, beside them those of plain_words.h; between harts by
// (cycle, hart). Parameters: machine.access_cycles, hart.atomic_cycles. Twin: none. Tests:
// tests/model/machine/.
#pragma once

#include <vector>

#include "cache/hart_memory.h"
#include "cache/plain_words.h"
#include "clock/local_clock.h"
#include "dram/frame_store.h"

namespace cowmmu {

// The harts that sleep on a line: shared by the UncachedMemory of all harts.
struct LineWatchers {
  struct Watcher {
    LocalClock* clock;
    LineAddr line;
    std::optional<Cycles> changed_at;
    bool active = false;
  };
  std::vector<Watcher> harts;

  void stored(LineAddr line, Cycles at, LocalClock& by);
};

class UncachedMemory : public IHartMemory {
 public:
  struct Timing {
    Cycles access, atomic;
  };
  UncachedMemory(Timing timing, LocalClock& clock, FrameStore& frames, LineWatchers& watchers);

  uint64_t load(PhysAddr pa) override;
  void store(PhysAddr pa, uint64_t value) override;
  uint64_t atomic(PhysAddr pa, const IModify& modify) override;
  void copy_page(Ppn dst, Ppn src) override;
  void zero_page(Ppn dst) override;

  void attend(IBackground* background) override { words_.attend(background); }
  void start(const WordAccess& access, Cycles at) override { words_.start(access, at); }
  bool turn(std::optional<Cycles> until) override { return words_.turn(until); }

  void watch(PhysAddr pa) override;
  std::optional<Cycles> changed_at() const override { return self().changed_at; }
  void unwatch() override { self() = {&clock_, {}, std::nullopt, false}; }

 private:
  void access();
  void stored(PhysAddr pa) { watchers_.stored(line_of(pa), clock_.now(), clock_); }
  LineWatchers::Watcher& self() const { return watchers_.harts[clock_.hart().value]; }

  Timing timing_;
  LocalClock& clock_;
  FrameStore& frames_;
  LineWatchers& watchers_;
  PlainWords words_;
};

}  // namespace cowmmu
