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
#include <cstdint>
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
  // The cycles that this hart's TLBs take for the fence.
  using Takes = std::function<Cycles(const Fence&)>;
  // Hands the fence to them; they have done it at `done`.
  using HandOver = std::function<void(const Fence&, Cycles done)>;
  // The fence of `from` is done at `at`.
  using Done = std::function<void(HartId from, Cycles at)>;
  FenceUnit(Takes takes, HandOver hand_over, Done done)
      : takes_(std::move(takes)), hand_over_(std::move(hand_over)), done_(std::move(done)) {}

  void arrive(const RemoteFence& remote, Cycles at) {
    if (uses_ != 0) return waiting_.push_back(remote);
    take(remote, at);
  }
  // The TLBs are busy with this fence, this hart's own or another's, as soon as the one before is
  // done; returns when it is done.
  Cycles book(const Fence& fence, Cycles at) {
    return ready_at_ = std::max(at, ready_at_) + takes_(fence);
  }
  // Around an operation that uses a translation; a look-ahead may overlap with others.
  void begin_use() { ++uses_; }
  void end_use() { --uses_; }
  // Fences wait, and only for what is about to end.
  bool has_due() const { return !waiting_.empty() && uses_ == 1; }
  // At the end of the last operation that held them up.
  void take_waiting(Cycles at) {
    for (const RemoteFence& remote : waiting_) take(remote, at);
    waiting_.clear();
  }
  // The first cycle at which a look-up may begin.
  Cycles ready_at() const { return ready_at_; }

 private:
  void take(const RemoteFence& remote, Cycles at) {
    const Cycles done = book(remote.fence, at);
    hand_over_(remote.fence, done);
    done_(remote.from, done);
  }

  Takes takes_;
  HandOver hand_over_;
  Done done_;
  std::vector<RemoteFence> waiting_;
  Cycles ready_at_{};
  uint64_t uses_ = 0;  // operations under way that use a translation
};

}  // namespace cowmmu
