// SPDX-License-Identifier: Apache-2.0
#include "hart/walk_path.h"

#include "hart/atomic_op.h"

namespace cowmmu {

bool WalkPath::compare_swap_pte(PhysAddr pa, uint64_t expected, uint64_t desired) {
  return memory_.atomic(pa, CompareSwap(expected, desired)) == expected;
}

}  // namespace cowmmu
