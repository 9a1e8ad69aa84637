// SPDX-License-Identifier: Apache-2.0
#include "cache/cached_memory.h"

namespace cowmmu {

CachedMemory::CachedMemory(const L1Params& l1, const HartParams& hart, LocalClock& clock,
                           SharedCache& shared, FrameStore& frames)
    : clock_(clock),
      frames_(frames),
      hit_(l1.hit_cycles),
      atomic_cycles_(hart.atomic_cycles),
      cache_(l1, clock),
      misses_(cache_, shared, hit_),
      loop_({hart.mshrs, Cycles(hart.copy_line_cycles)}, clock, misses_, frames),
      words_({hit_, atomic_cycles_}, cache_, misses_, frames) {
  shared.attach(cache_);
}

void CachedMemory::fetch(LineAddr line, bool exclusive) {
  ++misses_.stats().misses;
  Transaction t{.line = line, .exclusive = exclusive};
  misses_.complete(t, clock_.now() + hit_, Stage::kRequest);
}

uint64_t CachedMemory::atomic(PhysAddr pa, const IModify& modify) {
  own(line_of(pa));
  const uint64_t old = frames_.read64(pa);
  frames_.write64(pa, modify.modify(old));
  clock_.advance(atomic_cycles_);
  return old;
}

void CachedMemory::watch(PhysAddr pa) {
  cache_.monitored = line_of(pa);
  cache_.lost_at.reset();
}

void CachedMemory::unwatch() {
  cache_.monitored.reset();
  cache_.lost_at.reset();
}

}  // namespace cowmmu
