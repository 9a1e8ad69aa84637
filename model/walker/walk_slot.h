// SPDX-License-Identifier: Apache-2.0
// WalkSlot: one request in the walker, from its acceptance to its answer, and what each event makes
// of it. Which slot has an event in a cycle is TimedWalker's business.
// Twin: rtl/walker/walk_slot.sv.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/frame_range.h"
#include "params/params.h"
#include "walker/walker.h"

namespace cowmmu {

class WalkSlot {
 public:
  enum class State : uint8_t {
    kIdle,
    kJoin,    // another slot reads its PTEs
    kLook,    // start_cycles and pwc_cycles; asks the walk caches in the last but one of them
    kSend,    // offers a PTE read or its update
    kWait,    // for its response
    kAnswer,  // fill_cycles, then offers the answer
  };

  WalkSlot(const WalkerParams& params, const FrameRange& memory)
      : params_(&params), memory_(memory) {}

  State state() const { return state_; }
  bool idle() const { return state_ == State::kIdle; }
  bool is(State state) const { return state_ == state && left_ <= 1; }  // and its time has come
  bool stale() const { return stale_; }
  bool swap() const { return swap_; }
  size_t lead() const { return lead_; }
  unsigned id() const { return id_; }
  const WalkRequest& request() const { return request_; }
  const WalkPoint& at() const { return at_; }
  // Another request for the same page of the same tables can still have the leaf that this one
  // reads.
  bool can_lead(const WalkRequest& request) const;
  bool draining() const { return stale_ && !idle() && state_ != State::kJoin; }
  // Of PTE `pte_` at `at_`: what is set for this access.
  Pte updated() const { return pte_.with(AccessRule::needed_ad(request_.access)); }
  Pte pte() const { return pte_; }
  WalkResult result() const;

  // Events, one an edge at most; accept() before or after what it is asked in.
  void accept(const WalkRequest& request, unsigned id);
  void join(size_t lead);
  void count();    // a cycle of its state passes
  void restart();  // from the beginning
  void go_on(const WalkPoint& at);
  void sent() { state_ = State::kWait; }
  // Its own read, or that of the slot it joined, which stood at `at`, brought what is no pointer.
  void read(Pte pte, const WalkPoint& at);
  void swapped(bool stored);
  void taken() { state_ = State::kIdle; }
  void follow(const WalkSlot& lead) { stale_ = lead.stale_; }
  void fence() { stale_ = true; }

 private:
  enum class Fault : uint8_t { kNone, kPage, kAccess };

  void enter(State state, uint64_t cycles);
  void answer(Fault fault, uint64_t cycles);
  void stand_at(const WalkPoint& at, uint64_t cycles);

  const WalkerParams* params_;
  FrameRange memory_;
  State state_ = State::kIdle;
  uint64_t left_ = 0;   // cycles of the state, this one included, until its time has come
  bool stale_ = false;  // a fence came since it began
  bool swap_ = false;   // kSend and kWait are of an update
  Fault fault_ = Fault::kNone;
  size_t lead_ = 0;  // of kJoin
  unsigned id_ = 0;
  WalkRequest request_{};
  WalkPoint at_{};
  Pte pte_{};  // the leaf, as it stands in memory
};

}  // namespace cowmmu
