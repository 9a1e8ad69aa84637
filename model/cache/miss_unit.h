// SPDX-License-Identifier: Apache-2.0
// MissUnit: the transactions of one hart, or of one device, under way. It takes their steps in
// order of cycle, by itself while nobody else can act, through the simulation kernel otherwise
// (local_clock.h).
// Timing: a transaction started at edge N looks up the private cache at N; a hit is done at
//   N + hit_cycles, a miss makes its request at N + hit_cycles (shared_cache.h).
// Ordering: steps of one cycle are taken in the order in which the transactions started.
// Parameters: machine.cache.l1d.hit_cycles. Twin: none. Tests: tests/model/cache/.
#pragma once

#include <optional>
#include <vector>

#include "cache/shared_cache.h"

namespace cowmmu {

class MissUnit {
 public:
  MissUnit(PrivateCache& cache, SharedCache& shared, Cycles hit);
  // A device has no private cache: its transactions begin with Stage::kRequest.
  MissUnit(LocalClock& clock, SharedCache& shared);

  // Puts `t` (line, exclusive, data are set) under way from cycle `at`. It must stay where it is
  // until it is done.
  void start(Transaction& t, Cycles at, Stage first = Stage::kLookup);
  bool idle() const { return active_.empty(); }

  // Takes steps until one transaction is done (returned; t->at is when) or until every step before
  // cycle `until` has been taken (nullptr). Without `until` something must be under way.
  Transaction* progress(std::optional<Cycles> until);
  // Starts `t` and returns when it is done; the clock is then there.
  void complete(Transaction& t, Cycles at, Stage first);

  const PrivateCacheStats& stats() const { return cache_->stats; }
  PrivateCacheStats& stats() { return cache_->stats; }

 private:
  Transaction* earliest() const;
  bool resolve_dram(std::optional<Cycles> bound);
  void block(std::optional<Cycles> bound);
  void step(Transaction& t);
  void look_up(Transaction& t);
  Transaction* finish(Transaction* t);

  LocalClock& clock_;
  PrivateCache* cache_ = nullptr;  // nullptr: a device's
  SharedCache& shared_;
  Cycles hit_{};
  uint64_t next_order_ = 0;
  std::vector<Transaction*> active_;
};

}  // namespace cowmmu
