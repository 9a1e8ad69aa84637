// SPDX-License-Identifier: Apache-2.0
// Small helpers of the memory side: locks and straight-line costs as os.cost says.
#pragma once

#include "os/cpu.h"
#include "os/lock.h"
#include "params/params.h"

namespace cowmmu {

// Straight-line instructions; a cost of 0 is no call at all.
inline void spend(ICpu& cpu, uint64_t cycles) {
  if (cycles != 0) cpu.spend(Cycles(cycles));
}

struct LockCosts {
  Cycles own;
  bool free;
  explicit LockCosts(const CostParams& cost) : own(cost.lock), free(cost.locks == "free") {}
  SpinLock spin(PhysAddr line) const { return {line, own, free}; }
  RwLock rw(PhysAddr line) const { return {line, own, free}; }
};

}  // namespace cowmmu
