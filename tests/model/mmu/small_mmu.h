// SPDX-License-Identifier: Apache-2.0
// An MMU whose arrays fill up at once, with latencies of which no two are equal.
#pragma once

#include "base/frame_range.h"
#include "params/params.h"

namespace cowmmu::test {

inline constexpr FrameRange kSmallMemory{Ppn(0), Ppn(1 << 20)};

inline MachineParams small_mmu() {
  MachineParams p;
  p.tlb.l1i = {.entries = 4, .ways = 0, .hit_cycles = 2, .replacement = "lru"};
  p.tlb.l1d = {.entries = 4, .ways = 0, .hit_cycles = 1, .replacement = "plru"};
  p.tlb.l2 = {.entries = 16, .ways = 2, .hit_cycles = 3, .replacement = "lru"};
  p.walker.pwc_entries = 2;
  p.mmu.fence_address_cycles = 11;
  p.mmu.fence_both_cycles = 12;
  p.mmu.fence_asid_cycles = 13;
  p.mmu.fence_all_cycles = 14;
  return p;
}

}  // namespace cowmmu::test
