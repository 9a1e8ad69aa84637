// SPDX-License-Identifier: Apache-2.0
#include "programs/prologue.h"

namespace cowmmu {

Op Prologue::next(const OpResult& last) {
  switch (step_) {
    case Step::kMap:
      step_ = Step::kMapped;
      return map_call(pages_);
    case Step::kMapped:
      if (last.error != 0) return give_up();
      base_ = VirtAddr(last.value);
      step_ = Step::kTouch;
      [[fallthrough]];
    case Step::kTouch:
      if (touched_ < pages_) {
        const uint64_t index = touched_++;
        return Op::store(page(index), stored_value(index, 0));
      }
      step_ = Step::kDone;
      break;
    case Step::kDone:
      break;
  }
  return call(Sys::kMark);
}

}  // namespace cowmmu
