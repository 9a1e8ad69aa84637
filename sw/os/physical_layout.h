// SPDX-License-Identifier: Apache-2.0
// PhysicalLayout: what stands where in physical memory. Plain arithmetic, no state.
//
//   base                                                                            base + bytes
//   | descriptors, 64 B a frame | allocator lines | kernel arena | zero frame | frames ... |
//
// Nothing is written at boot: memory that reads zero is a valid start for all of it.
#pragma once

#include <cstdint>

#include "base/types.h"

namespace cowmmu {

struct PhysicalLayout {
  // bytes: a multiple of a page, at least 1 MiB.
  PhysicalLayout(PhysAddr base, uint64_t bytes);

  Ppn memory_first{}, memory_end{};  // all of physical memory, as frames
  PhysAddr descriptors{};            // of memory_first
  PhysAddr allocator{};              // kAllocatorLines lines: frame_zone.h says which
  PhysAddr arena_begin{}, arena_end{};
  Ppn zero_frame{};                  // shared by all untouched pages; never counted
  Ppn frames_first{}, frames_end{};  // what the frame allocator hands out

  uint64_t frames() const { return frames_end.value - frames_first.value; }
  PhysAddr descriptor(Ppn ppn) const {
    return PhysAddr(descriptors.value + (ppn.value - memory_first.value) * kLineBytes);
  }

  // The lock of the table of shared objects: the last of the allocator lines.
  PhysAddr object_table_line() const {
    return PhysAddr(allocator.value + (kAllocatorLines - 1) * kLineBytes);
  }

  static constexpr uint64_t kAllocatorLines = 128;
  static constexpr uint64_t kFirstFrameAlign = 32;  // a refill's block
  // The arena: 1/1024 of memory, at least 256 KiB (a small process takes about 20 lines).
  static constexpr uint64_t kArenaShare = 1024, kArenaMin = 256 * 1024;
};

}  // namespace cowmmu
