// SPDX-License-Identifier: Apache-2.0
// IWalkPort: how the MMU reaches memory and spends time. The hart implements it over the caches;
// tests implement it over a map. Each call may let simulated time pass, and other harts act.
#pragma once

#include <cstdint>

#include "base/types.h"
#include "base/word_access.h"

namespace cowmmu {

// For an MMU that works cycle by cycle and has several accesses under way.
class ISplitPort {
 public:
  virtual ~ISplitPort() = default;
  // Whose steps and accesses are taken from now on, in the order of time; nullptr: nobody's.
  virtual void attend(IBackground* mmu) = 0;
  // Begins an access at cycle `at`, in the step of that cycle.
  virtual void start(const WordAccess& access, Cycles at) = 0;
  // Takes one step of what is under way, or waits until one can be taken.
  virtual void turn() = 0;
  // The hart's own time goes on to `t`.
  virtual void advance_to(Cycles t) = 0;
  // The look-ahead is answered at `at`.
  virtual void looked_ahead(Cycles at) = 0;
};

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

  // nullptr: one access at a time, by the calls above.
  virtual ISplitPort* split() { return nullptr; }
};

}  // namespace cowmmu
