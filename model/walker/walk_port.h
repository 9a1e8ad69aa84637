// SPDX-License-Identifier: Apache-2.0
// IWalkPort: how the MMU reaches memory and spends time. The hart implements it over the caches;
// tests implement it over a map. Each call may let simulated time pass, and other harts act.
#pragma once

#include <cstdint>

#include "base/types.h"

namespace cowmmu {

class IWalkPort {
 public:
  virtual ~IWalkPort() = default;
  // The 8 bytes at `pa` (aligned, backed), as a real access that takes its time.
  virtual uint64_t read_pte(PhysAddr pa) = 0;
  // Stores `desired` if the 8 bytes at `pa` are `expected`, atomically, in its own time.
  // Returns whether it stored.
  virtual bool compare_swap_pte(PhysAddr pa, uint64_t expected, uint64_t desired) = 0;
  // Whether there is memory at `pa`; takes no time.
  virtual bool backed(PhysAddr pa) const = 0;
  virtual void spend(Cycles cycles) = 0;
  virtual Cycles now() const = 0;
};

}  // namespace cowmmu
