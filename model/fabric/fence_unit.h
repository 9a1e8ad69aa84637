// SPDX-License-Identifier: Apache-2.0
// FenceUnit: the receiving end of remote fences at one hart. It lets an operation that uses a
// translation end (its access, too: the sender may free the page), hands the fence to the TLBs and
// says when it is done. Interrupts off or on do not matter.
// Timing: a fence that arrives at edge N is handed over at the first edge from N on at which no
//   translation is in use and the fence before it is done; it is done after its own cycles
//   (machine.mmu.fence_*_cycles). No look-up begins before that: ready_at().
// Ordering: as they arrived. Cycle by cycle: timed_fence_unit.h, the twin of
// rtl/fabric/fence_unit.sv. Tests: tests/model/fabric/.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "base/paging.h"
#include "base/types.h"

namespace cowmmu {

struct RemoteFence {
  HartId from{};
  Fence fence{};
};

class FenceUnit {
 public:
  // Hands the fence to this hart's TLBs; returns the cycles it takes.
  using HandOver = std::function<Cycles(const Fence&)>;
  // The fence of `from` is done at `at`.
  using Done = std::function<void(HartId from, Cycles at)>;
  FenceUnit(HandOver hand_over, Done done)
      : hand_over_(std::move(hand_over)), done_(std::move(done)) {}

  void arrive(const RemoteFence& remote, Cycles at) {
    if (in_use_) return waiting_.push_back(remote);
    take(remote, at);
  }
  // The TLBs are busy with a fence of so many cycles, this hart's own or another's, as soon as the
  // one before is done; returns when it is done.
  Cycles book(Cycles cycles, Cycles at) { return ready_at_ = std::max(at, ready_at_) + cycles; }
  // Around an operation that uses a translation.
  void begin_use() { in_use_ = true; }
  void end_use() { in_use_ = false; }
  bool has_waiting() const { return !waiting_.empty(); }
  // At the end of the operation that held them up.
  void take_waiting(Cycles at) {
    for (const RemoteFence& remote : waiting_) take(remote, at);
    waiting_.clear();
  }
  // The first cycle at which a look-up may begin.
  Cycles ready_at() const { return ready_at_; }

 private:
  void take(const RemoteFence& remote, Cycles at) {
    done_(remote.from, book(hand_over_(remote.fence), at));
  }

  HandOver hand_over_;
  Done done_;
  std::vector<RemoteFence> waiting_;
  Cycles ready_at_{};
  bool in_use_ = false;
};

}  // namespace cowmmu
