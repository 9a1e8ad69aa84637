// SPDX-License-Identifier: Apache-2.0
#include "os/frame_limits.h"

namespace cowmmu {
namespace {

// Adds `step` to the word unless that takes it past `most`; one load, one atomic where it fits.
bool add_within(ICpu& cpu, PhysAddr word, uint64_t step, uint64_t most) {
  uint64_t now = cpu.load(word);
  while (now + step <= most) {
    const uint64_t seen = cpu.atomic(AtomicOp::kCompareSwap, word, now + step, now);
    if (seen == now) return true;
    now = seen;
  }
  return false;
}

bool subtract_within(ICpu& cpu, PhysAddr word, uint64_t step) {
  uint64_t now = cpu.load(word);
  while (now >= step) {
    const uint64_t seen = cpu.atomic(AtomicOp::kCompareSwap, word, now - step, now);
    if (seen == now) return true;
    now = seen;
  }
  return false;
}

}  // namespace

bool FrameLimits::charge(ICpu& cpu, FrameUse use, uint64_t frames) {
  if (counts_user(use) && !add_within(cpu, in_use(), frames, user_frames_)) return false;
  if (!leave_ || subtract_within(cpu, left(), frames)) return true;
  if (counts_user(use)) cpu.atomic(AtomicOp::kAdd, in_use(), ~frames + 1);
  return false;
}

void FrameLimits::uncharge(ICpu& cpu, FrameUse use, uint64_t frames) {
  if (counts_user(use)) cpu.atomic(AtomicOp::kAdd, in_use(), ~frames + 1);
  if (leave_) cpu.atomic(AtomicOp::kAdd, left(), frames);
}

void FrameLimits::set_leave(ICpu& cpu, uint64_t frames) {
  cpu.synchronise();
  cpu.store(left(), frames);
  leave_ = true;
}

}  // namespace cowmmu
