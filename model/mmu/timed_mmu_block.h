// SPDX-License-Identifier: Apache-2.0
// TimedMmuBlock: a TimedMmu as the Block of a SteppedMmu: the model's MMU where several accesses
// are under way at once. Tests: tests/model/mmu/.
#pragma once

#include <optional>

#include "mmu/timed_mmu.h"

namespace cowmmu {

class TimedMmuBlock {
 public:
  // As TimedMmu.
  TimedMmuBlock(const MachineParams& params, const FrameRange& memory) : mmu_(params, memory) {}

  MmuOut begin(const MmuIn& in) { return mmu_.begin(in); }
  void accept(const MmuIn& in) { mmu_.accept(in); }
  MmuEvents end(const MmuIn& in, Cycles /*edge*/) { return mmu_.end(in); }
  bool busy() const { return mmu_.busy(); }
  bool holds_frame(Ppn frame, std::optional<Asid> only) const {
    return mmu_.l1i().holds_frame(frame, only) || mmu_.l1d().holds_frame(frame, only) ||
           mmu_.l2().holds_frame(frame, only) || mmu_.pwc().holds_table(frame, only);
  }

 private:
  TimedMmu mmu_;
};

}  // namespace cowmmu
