// SPDX-License-Identifier: Apache-2.0
#include "cache/uncached_memory.h"

#include "base/check.h"

namespace cowmmu {

void LineWatchers::stored(LineAddr line, Cycles at, LocalClock& by) {
  for (Watcher& w : harts) {
    if (!w.active || w.line != line || w.changed_at) continue;
    w.changed_at = at + Cycles(1);
    w.clock->wake_at(*w.changed_at);
    by.forget_horizon();
  }
}

UncachedMemory::UncachedMemory(Timing timing, LocalClock& clock, FrameStore& frames,
                               LineWatchers& watchers)
    : timing_(timing),
      clock_(clock),
      frames_(frames),
      watchers_(watchers),
      words_({timing.access, timing.atomic}, clock, frames,
             [this](PhysAddr pa, Cycles at) { watchers_.stored(line_of(pa), at, clock_); }) {
  COWMMU_CHECK(clock.hart().value == watchers.harts.size(), "memories are made in hart order");
  watchers_.harts.push_back({&clock_, LineAddr{}, std::nullopt, false});
}

void UncachedMemory::access() {
  const Cycles done = clock_.now() + timing_.access;
  clock_.shared_step(done);
  clock_.advance_to(done);
}

uint64_t UncachedMemory::load(PhysAddr pa) {
  access();
  return frames_.read64(pa);
}

void UncachedMemory::store(PhysAddr pa, uint64_t value) {
  access();
  frames_.write64(pa, value);
  stored(pa);
}

uint64_t UncachedMemory::atomic(PhysAddr pa, const IModify& modify) {
  access();
  const uint64_t old = frames_.read64(pa);
  frames_.write64(pa, modify.modify(old));
  stored(pa);
  clock_.advance(timing_.atomic);
  return old;
}

void UncachedMemory::copy_page(Ppn dst, Ppn src) {
  for (uint64_t line = 0; line < kLinesPerPage; ++line) {
    const LineAddr from(line_of(addr_of(src)).value + line);
    const LineAddr to(line_of(addr_of(dst)).value + line);
    std::array<uint64_t, kWordsPerLine> words;
    access();
    for (uint64_t w = 0; w < kWordsPerLine; ++w)
      words[w] = frames_.read64(PhysAddr(addr_of(from).value + 8 * w));
    access();
    for (uint64_t w = 0; w < kWordsPerLine; ++w)
      frames_.write64(PhysAddr(addr_of(to).value + 8 * w), words[w]);
    stored(addr_of(to));
  }
}

void UncachedMemory::zero_page(Ppn dst) {
  for (uint64_t line = 0; line < kLinesPerPage; ++line) {
    const LineAddr to(line_of(addr_of(dst)).value + line);
    access();
    frames_.zero_line(to);
    stored(addr_of(to));
  }
}

void UncachedMemory::watch(PhysAddr pa) { self() = {&clock_, line_of(pa), std::nullopt, true}; }

}  // namespace cowmmu
