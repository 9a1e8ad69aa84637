// SPDX-License-Identifier: Apache-2.0
// TimedWalker: the walker cycle by cycle: Walker with the timing of its ports, `walks` requests at
// once, and requests that join a walk in flight. The reference of the RTL; the MMU of a hart that
// does one thing at a time needs only Walker.
// Timing: request accepted at edge N -> its first PTE read is offered in the cycle that ends at
//   N + start_cycles + pwc_cycles (an address that is not canonical is answered then, less
//   pwc_cycles). A response of memory taken at edge R -> the next read or update, or the fault, is
//   offered in the cycle that ends at R + 1, the answer in the one that ends at R + 1 +
//   fill_cycles. So a walk alone takes what Walker takes when a read lasts from the edge at which
//   it is offered to R + 1. Several walks: one walk-cache look-up, one offer to memory and one
//   answer a cycle, round robin each.
//   req_ready low: every slot is taken. What is offered stays until accepted, but for an answer
//   that a fence makes void.
// Joining: a request for the page of a walk in flight, in the same satp, whose leaf is still to
//   come: it takes a slot, reads nothing, and gets what that walk reads. From the leaf on each goes
//   on alone: it judges its own access, and sets A and D by its own compare-and-swap (the second
//   swap fails and reads again, as in step 9).
// Ordering: answers in any order. Of one edge: the look-up of the walk caches comes before their
//   fill, a new request after what ends then, and a fence after everything else: an answer taken at
//   its edge is of before it.
// Fences: always accepted; each walk in flight becomes void: it reads and updates nothing that it
//   has not offered yet, and begins again where its next offer or answer was due. Walk caches as
//   PageWalkCache; a void walk fills none.
// Parameters: machine.walker.*; start_cycles from 1, start_cycles + pwc_cycles from 2 with walk
//   caches; frames of memory. Reset: nothing in flight, walk caches empty.
// Twin: rtl/walker/walker.sv (differences: none). Tests: tests/model/walker/.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/frame_range.h"
#include "params/params.h"
#include "walker/page_walk_cache.h"
#include "walker/slot_arbiter.h"
#include "walker/walk_slot.h"
#include "walker/walker_if.h"

namespace cowmmu {

class TimedWalker {
 public:
  // Parameters must be valid (see problem_with).
  TimedWalker(const WalkerParams& params, const FrameRange& memory);
  TimedWalker(const TimedWalker&) = delete;
  TimedWalker& operator=(const TimedWalker&) = delete;
  // Why no walker can be built so; empty if one can.
  static std::string problem_with(const WalkerParams& params);

  // The outputs of the cycle that comes; its inputs add req_join.
  WalkerOut outputs() const { return offer(choose()); }

  // One cycle: the outputs in it, with these inputs; then its clock edge.
  WalkerOut step(const WalkerIn& in);
  void reset();

  // pwc() is always what the RTL holds, too.
  bool at_rest() const { return true; }
  const PageWalkCache& pwc() const { return pwc_; }

 private:
  using State = WalkSlot::State;
  // Who uses which channel in a cycle.
  struct Chosen {
    std::optional<size_t> free, look, send, answer;
  };

  Chosen choose() const;
  WalkerOut offer(const Chosen& chosen) const;
  void pass_time();
  void look_up(const Chosen& chosen);
  void send(const Chosen& chosen, bool accepted);
  void take(const WalkMemRsp& rsp, bool fenced);
  void answer(const Chosen& chosen, bool accepted);
  bool accept(size_t free, const WalkerIn& in);
  void fence(const Fence& fence);
  // The walk in `slot` and all that joined it.
  template <class Act>
  void for_walk(size_t slot, Act act);

  WalkerParams params_;
  FrameRange memory_;
  PageWalkCache pwc_;
  std::vector<WalkSlot> slots_;
  SlotArbiter looks_, sends_, answers_;
};

}  // namespace cowmmu
