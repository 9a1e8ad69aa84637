// SPDX-License-Identifier: Apache-2.0
// MissUnit: the transactions of one hart, or of one device, under way. It takes their steps in
// order of cycle, by itself while nobody else can act, through the simulation kernel otherwise
// (local_clock.h).
// Timing: a transaction started at edge N looks up the private cache at N; a hit is done at
//   N + hit_cycles, a miss makes its request at N + hit_cycles (shared_cache.h).
// Ordering: steps of one cycle are taken in the order in which the transactions started; steps of
//   the background after them.
// Parameters: machine.cache.l1d.hit_cycles. Twin: none. Tests: tests/model/machine/.
#pragma once

#include <optional>
#include <vector>

#include "base/word_access.h"
#include "cache/shared_cache.h"

namespace cowmmu {

class MissUnit {
 public:
  // Whose transactions the hart's thread does not wait for (Transaction::beside).
  class IOwner {
   public:
    virtual ~IOwner() = default;
    virtual std::optional<IBackground::Next> next() const = 0;
    virtual void step() = 0;
    virtual void done(Transaction& t) = 0;
  };

  MissUnit(PrivateCache& cache, SharedCache& shared, Cycles hit);
  // A device has no private cache: its transactions begin with Stage::kRequest.
  MissUnit(LocalClock& clock, SharedCache& shared);

  // Puts `t` (line, exclusive, data are set) under way from cycle `at`. It must stay where it is
  // until it is done.
  void start(Transaction& t, Cycles at, Stage first = Stage::kLookup);
  // Of the thread's own, nothing is under way.
  bool idle() const { return own_ == 0; }
  // Whose steps are taken along from now on; nullptr: nobody's.
  void attend(IOwner* owner) { owner_ = owner; }

  // Takes steps until one transaction is done (returned; t->at is when) or until every step before
  // cycle `until` has been taken (nullptr). Without `until` something must be under way.
  Transaction* progress(std::optional<Cycles> until);
  struct Turn {
    bool reached = false;         // every step up to `until` has been taken
    Transaction* done = nullptr;  // of the thread's own
  };
  // One step of that, or one wait, which ends when somebody wakes the hart, too.
  Turn turn(std::optional<Cycles> until);
  // Starts `t` and returns when it is done; the clock is then there.
  void complete(Transaction& t, Cycles at, Stage first);

  const PrivateCacheStats& stats() const { return cache_->stats; }
  PrivateCacheStats& stats() { return cache_->stats; }

 private:
  Transaction* earliest() const;
  bool all_known() const;
  bool resolve_dram(std::optional<Cycles> bound);
  void block(std::optional<Cycles> bound);
  void step(Transaction& t);
  void look_up(Transaction& t);
  Turn finish(Transaction& t);

  LocalClock& clock_;
  PrivateCache* cache_ = nullptr;  // nullptr: a device's
  SharedCache& shared_;
  Cycles hit_{};
  uint64_t next_order_ = 0;
  std::vector<Transaction*> active_;
  uint64_t own_ = 0;         // of them, those of the hart's thread
  IOwner* owner_ = nullptr;  // of the others, and of steps between them
};

}  // namespace cowmmu
