// SPDX-License-Identifier: Apache-2.0
#include "fabric/timed_fence_unit.h"

namespace cowmmu {

FenceUnitOut TimedFenceUnit::step(const FenceUnitIn& in) {
  const bool done = handed_over_ && (handed_over_->done || in.mmu_fence_done);
  FenceUnitOut out;
  out.hold = waiting_ || (handed_over_ && !done);
  out.busy = waiting_ || handed_over_ || ack_;
  out.ack_valid = ack_.has_value();
  if (ack_) out.ack_from = *ack_;

  if (in.ack_ready) ack_.reset();
  if (done && !ack_) {
    ack_ = handed_over_->from;
    handed_over_.reset();
  } else if (done) {
    handed_over_->done = true;
  }
  out.mmu_fence_valid = waiting_ && !in.use && !handed_over_;
  if (out.mmu_fence_valid) out.mmu_fence = waiting_->fence;
  if (out.mmu_fence_valid && in.mmu_fence_ready) {
    handed_over_ = {waiting_->from, false};
    waiting_.reset();
  }
  out.fence_ready = !waiting_;
  if (in.fence_valid && out.fence_ready) waiting_ = {in.fence_from, in.fence};
  return out;
}

}  // namespace cowmmu
