// SPDX-License-Identifier: Apache-2.0
// PlainPort: a device's memory on a machine without caches (machine.cached = false).
// Timing: a transfer started at edge N takes or changes its bytes and is done at N + access_cycles,
//   whatever else is under way. A watcher of a line learns of a store one cycle after it.
// Parameters: machine.access_cycles. Twin: none. Tests: tests/model/copier/.
#pragma once

#include <deque>

#include "cache/line_port.h"
#include "cache/uncached_memory.h"

namespace cowmmu {

class PlainPort : public ILinePort {
 public:
  PlainPort(Cycles access, LocalClock& clock, FrameStore& frames, LineWatchers& watchers)
      : access_(access), clock_(clock), frames_(frames), watchers_(watchers) {}

  void start(LineTransfer& t, Cycles at) override {
    t.at = at + access_;
    active_.push_back(&t);
  }
  LineTransfer* progress(std::optional<Cycles> until) override {
    if (until && (active_.empty() || active_.front()->at > *until)) {
      clock_.shared_step(*until);
      return nullptr;
    }
    LineTransfer* t = active_.front();
    active_.pop_front();
    clock_.shared_step(t->at);
    t->move(frames_);
    if (t->what != LineTransfer::What::kReadLine) watchers_.stored(t->line, t->at, clock_);
    return t;
  }

 private:
  Cycles access_;
  LocalClock& clock_;
  FrameStore& frames_;
  LineWatchers& watchers_;
  std::deque<LineTransfer*> active_;  // in the order of their ends
};

}  // namespace cowmmu
