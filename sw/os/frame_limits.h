// SPDX-License-Identifier: Apache-2.0
// FrameLimits: the artificial ends of memory of the litmus language. `frames N` (the parameter
// os.memory.user_frames) bounds frames in use for user pages; `leave N` bounds what can still be
// allocated of anything. Words of allocator line 3: 0 user frames in use, 1 frames left.
// A limit that is off costs nothing; one that is on costs a load and an atomic a frame.
#pragma once

#include "os/page_descriptor.h"

namespace cowmmu {

class FrameLimits {
 public:
  FrameLimits(const PhysicalLayout& layout, uint64_t user_frames)
      : words_(layout.allocator.value + 3 * kLineBytes),
        user_frames_(user_frames),
        user_limited_(user_frames < layout.frames()) {}

  bool charge(ICpu& cpu, FrameUse use, uint64_t frames);
  void uncharge(ICpu& cpu, FrameUse use, uint64_t frames);
  // Called between operations, when no other hart is in the kernel.
  void set_leave(ICpu& cpu, uint64_t frames);

 private:
  bool counts_user(FrameUse use) const {
    return user_limited_ && (use == FrameUse::kUser || use == FrameUse::kShared);
  }
  PhysAddr in_use() const { return words_; }
  PhysAddr left() const { return PhysAddr(words_.value + 8); }

  PhysAddr words_;
  uint64_t user_frames_;
  bool user_limited_;
  bool leave_ = false;
};

}  // namespace cowmmu
