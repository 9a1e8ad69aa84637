// SPDX-License-Identifier: Apache-2.0
// IHartMemory: physical memory as one hart reaches it. Each call takes the hart's local time along.
// Words are 8 bytes, aligned. Bytes change at the moment that the implementation's timing says, so
// that the order of accesses to a line is the order of simulated time.
#pragma once

#include <optional>

#include "base/types.h"
#include "base/word_access.h"

namespace cowmmu {

// Computes the new word of a read-modify-write from the old one.
class IModify {
 public:
  virtual ~IModify() = default;
  virtual uint64_t modify(uint64_t old) const = 0;
};

class IHartMemory {
 public:
  virtual ~IHartMemory() = default;
  virtual uint64_t load(PhysAddr pa) = 0;
  virtual void store(PhysAddr pa, uint64_t value) = 0;
  virtual uint64_t atomic(PhysAddr pa, const IModify& modify) = 0;  // returns the old word
  virtual void copy_page(Ppn dst, Ppn src) = 0;
  virtual void zero_page(Ppn dst) = 0;

  // Accesses of an MMU with several walks under way, and its steps: taken in the order of time, up
  // to `t` before anything of the hart's thread at `t`; nullptr: nobody's.
  virtual void attend(IBackground* background) = 0;
  // Begins one, in the background's step of cycle `at`.
  virtual void start(const WordAccess& access, Cycles at) = 0;
  // One step of those, or one wait for one, which ends when somebody wakes the hart, too. True:
  // every step up to `until` has been taken.
  virtual bool turn(std::optional<Cycles> until) = 0;

  // Watches the line that was just loaded; changed_at() is when it may have changed, once it has.
  virtual void watch(PhysAddr pa) = 0;
  virtual std::optional<Cycles> changed_at() const = 0;
  virtual void unwatch() = 0;
};

}  // namespace cowmmu
