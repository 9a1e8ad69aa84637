// SPDX-License-Identifier: Apache-2.0
// CachedMemory: a hart's memory through its private data cache.
// Timing: a hit started at edge N is done at N + hit_cycles and takes or changes the bytes at N; a
//   miss does so at its fill (miss_unit.h). An atomic needs its line alone and takes atomic_cycles
//   more. Page copies and zeroing: page_loop.h.
// Ordering: in order, one access at a time; beside them those of word_unit.h. Parameters:
// machine.cache.l1d.*, hart.atomic_cycles. Twin: none. Tests: tests/model/machine/.
#pragma once

#include "cache/hart_memory.h"
#include "cache/miss_unit.h"
#include "cache/page_loop.h"
#include "cache/word_unit.h"
#include "dram/frame_store.h"
#include "params/params.h"

namespace cowmmu {

class CachedMemory : public IHartMemory {
 public:
  CachedMemory(const L1Params& l1, const HartParams& hart, LocalClock& clock, SharedCache& shared,
               FrameStore& frames);

  uint64_t load(PhysAddr pa) override {
    clock_.private_step();
    if (cache_.array.use(line_of(pa)) != nullptr) [[likely]] {
      ++misses_.stats().hits;
      clock_.advance(hit_);
      return frames_.read64(pa);
    }
    frames_.prefetch(pa);
    fetch(line_of(pa), false);
    return frames_.read64(pa);
  }
  void store(PhysAddr pa, uint64_t value) override {
    own(line_of(pa));
    frames_.write64(pa, value);
  }
  uint64_t atomic(PhysAddr pa, const IModify& modify) override;
  void copy_page(Ppn dst, Ppn src) override { loop_.copy(dst, src); }
  void zero_page(Ppn dst) override { loop_.zero(dst); }

  void attend(IBackground* background) override { words_.attend(background); }
  void start(const WordAccess& access, Cycles at) override { words_.start(access, at); }
  bool turn(std::optional<Cycles> until) override { return words_.turn(until); }

  void watch(PhysAddr pa) override;
  std::optional<Cycles> changed_at() const override { return cache_.lost_at; }
  void unwatch() override;

  const PrivateCacheStats& stats() const { return misses_.stats(); }
  void reset_stats() { misses_.stats() = {}; }
  const L1Array& array() const { return cache_.array; }

 private:
  void fetch(LineAddr line, bool exclusive);
  void own(LineAddr line) {
    clock_.private_step();
    L1Line* held = cache_.array.use(line);
    if (held == nullptr || held->state < Mesi::kExclusive) return fetch(line, true);
    held->state = Mesi::kModified;
    ++misses_.stats().hits;
    clock_.advance(hit_);
  }

  LocalClock& clock_;
  FrameStore& frames_;
  Cycles hit_;
  Cycles atomic_cycles_;
  PrivateCache cache_;
  MissUnit misses_;
  PageLoop loop_;
  WordUnit words_;
};

}  // namespace cowmmu
