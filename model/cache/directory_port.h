// SPDX-License-Identifier: Apache-2.0
// DirectoryPort: a device's way to the directory and the last level.
// Timing: a transfer started at edge N makes its request at N (shared_cache.h) and is done at its
//   fill step. A read takes the line from whoever has it and leaves it there; a written line ends
//   up in the last level, newer than DRAM, and in no private cache. A whole line is written without
//   fetching its bytes, a word is not.
// Parameters: machine.cache.llc.*. Twin: none. Tests: tests/model/copier/.
#pragma once

#include "cache/line_port.h"
#include "cache/miss_unit.h"

namespace cowmmu {

class DirectoryPort : public ILinePort {
 public:
  DirectoryPort(LocalClock& clock, SharedCache& shared, FrameStore& frames)
      : misses_(clock, shared), frames_(frames) {
    shared.attach_device(clock);
  }

  void start(LineTransfer& t, Cycles at) override {
    t.exclusive = t.what != LineTransfer::What::kReadLine;
    t.data = t.what != LineTransfer::What::kWriteLine;
    misses_.start(t, at, Stage::kRequest);
  }
  LineTransfer* progress(std::optional<Cycles> until) override {
    auto* done = static_cast<LineTransfer*>(misses_.progress(until));
    if (done != nullptr) done->move(frames_);
    return done;
  }

 private:
  MissUnit misses_;
  FrameStore& frames_;
};

}  // namespace cowmmu
