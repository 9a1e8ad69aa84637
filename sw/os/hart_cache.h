// SPDX-License-Identifier: Apache-2.0
// HartCaches: each hart's own list of free frames, in simulated memory (Linux: per-CPU page lists).
// A cache's word 2 holds count (63-44) and first frame (43-0); frames are chained by descriptors.
// Each cache has its own lock, taken by its hart, and by another only to take the last free frames
// or to audit. Order of locks: zone, then cache.
#pragma once

#include <optional>
#include <vector>

#include "os/frame_zone.h"

namespace cowmmu {

class HartCaches {
 public:
  static constexpr unsigned kBatchOrder = 5;  // Linux: pcp->batch 31 or 63 frames a refill

  HartCaches(const PhysicalLayout& layout, const OsParams& params, uint64_t harts);

  // Lock, 2 loads, 1 store, unlock; where empty: lock, 1 load, unlock.
  std::optional<Ppn> pop(ICpu& cpu, uint64_t hart);
  // Lock, 1 load, 2 stores, unlock. False: the cache is full (lock, 1 load, unlock).
  bool push(ICpu& cpu, uint64_t hart, Ppn frame);
  // Chains a block's frames, lowest first, but for the first, which the caller keeps.
  void fill(ICpu& cpu, uint64_t hart, FrameBlock block);
  // Gives half of a full cache to the zone, whose lock the caller holds.
  void drain(ICpu& cpu, uint64_t hart, FrameZone& zone);
  // One frame of any other hart's cache; the caller holds the zone's lock.
  std::optional<Ppn> steal(ICpu& cpu);

 private:
  struct Cache {
    PhysAddr word;
    SpinLock lock;
  };
  struct List {
    Ppn first{};
    uint64_t count = 0;
  };
  List load(ICpu& cpu, const Cache& cache) const;
  void store(ICpu& cpu, const Cache& cache, List list) const;
  std::optional<Ppn> pop_locked(ICpu& cpu, const Cache& cache);

  PageDescriptors descriptors_;
  uint64_t high_;  // so many frames: half is given back
  std::vector<Cache> caches_;
};

}  // namespace cowmmu
