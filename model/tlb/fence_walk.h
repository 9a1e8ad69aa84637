// SPDX-License-Identifier: Apache-2.0
// FenceWalk: what each of the four fences takes, whoever asks for it.
#pragma once

#include "base/paging.h"
#include "base/types.h"
#include "params/params.h"

namespace cowmmu {

// machine.mmu.fence_*_cycles: of the second level, which takes longest.
struct FenceWalk {
  Cycles address_cycles;  // of one address, in every space
  Cycles both_cycles;     // of one address in one space
  Cycles asid_cycles;     // of one space
  Cycles all_cycles;

  static FenceWalk of(const MmuParams& p) {
    return {Cycles(p.fence_address_cycles), Cycles(p.fence_both_cycles),
            Cycles(p.fence_asid_cycles), Cycles(p.fence_all_cycles)};
  }
  Cycles cycles(const Fence& fence) const {
    if (fence.all_addresses) return fence.all_asids ? all_cycles : asid_cycles;
    return fence.all_asids ? address_cycles : both_cycles;
  }
};

}  // namespace cowmmu
