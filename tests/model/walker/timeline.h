// SPDX-License-Identifier: Apache-2.0
// Timeline: page tables in memory with a clock, at whose edges PTEs change and fences come whether
// or not anybody walks. Two copies of it, one under Walker and one under TimedWalker, show each the
// same at the same time: how long a read takes depends on nothing but when it is offered.
#pragma once

#include <optional>
#include <vector>

#include "base/seed.h"
#include "random_pte.h"
#include "walker/timed_walker.h"

namespace cowmmu::test {

struct TimelineEvent {
  Cycles at{};
  std::optional<Fence> fence;  // else a PTE changes
  PhysAddr pa{};
  Pte pte{};
};

// Of one walk.
struct TimedAnswer {
  Cycles asked{}, answered{};
  WalkResult result{};  // without pte_reads
};

class Timeline {
 public:
  static constexpr FrameRange kMemory{Ppn(0x100), Ppn(1ULL << 12)};

  FakeMemory tables;
  std::vector<TimelineEvent> events;  // by time, one an edge

  // A request offered to memory at edge `offered` is accepted then or at a later edge ...
  static bool memory_ready(Cycles edge) { return mixed(edge.value) % 3 != 0; }
  static Cycles accepted(Cycles offered) {
    while (!memory_ready(offered)) ++offered;
    return offered;
  }
  // ... and answered this much later.
  static Cycles latency(PhysAddr pa, Cycles accepted) {
    return Cycles(1 + mixed(pa.value ^ accepted.value) % 40);
  }

  // The events up to this edge: PTEs change, fences go to `fence`.
  template <class OnFence>
  void advance_to(Cycles edge, OnFence fence) {
    for (; next_ < events.size() && events[next_].at <= edge; ++next_) {
      const TimelineEvent& e = events[next_];
      if (e.fence)
        fence(*e.fence);
      else
        tables.set(e.pa, e.pte);
    }
  }

 private:
  static uint64_t mixed(uint64_t x) { return std::hash<Cycles>()(Cycles(x)) >> 7; }
  size_t next_ = 0;
};

// Walker, one request after the other, `gaps` cycles after the answer to the one before.
std::vector<TimedAnswer> walk_by_function(Walker& walker, Timeline& time,
                                          const std::vector<WalkRequest>& requests,
                                          const std::vector<Cycles>& gaps);
// The same by TimedWalker.
std::vector<TimedAnswer> walk_by_cycles(TimedWalker& walker, Timeline& time,
                                        const std::vector<WalkRequest>& requests,
                                        const std::vector<Cycles>& gaps);

}  // namespace cowmmu::test
