// SPDX-License-Identifier: Apache-2.0
#include "os/physical_layout.h"

#include <algorithm>
#include <string>

#include "base/check.h"

namespace cowmmu {
namespace {

constexpr uint64_t align_up(uint64_t value, uint64_t to) { return (value + to - 1) / to * to; }

}  // namespace

PhysicalLayout::PhysicalLayout(PhysAddr base, uint64_t bytes)
    : memory_first(ppn_of(base)),
      memory_end(memory_first.value + bytes / kPageBytes),
      descriptors(base),
      allocator(base.value + bytes / kPageBytes * kLineBytes),
      arena_begin(allocator.value + kAllocatorLines * kLineBytes),
      arena_end(align_up(arena_begin.value + std::max(bytes / kArenaShare, kArenaMin), kPageBytes)),
      zero_frame(ppn_of(arena_end)),
      frames_first(align_up(zero_frame.value + 1, kFirstFrameAlign)),
      frames_end(memory_end) {
  COWMMU_CHECK(page_offset(base) == 0 && frames_first < frames_end,
               "physical memory of " + std::to_string(bytes) + " bytes leaves no frame");
}

}  // namespace cowmmu
