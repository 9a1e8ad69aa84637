// SPDX-License-Identifier: Apache-2.0
// WordAccess: a hart's access to one word of physical memory that its own thread does not wait for;
// IBackground: whose accesses these are. All happens on the hart's thread, in the order of time.
#pragma once

#include <cstdint>
#include <optional>

#include "base/types.h"

namespace cowmmu {

struct WordAccess {
  // At most so many at once: as many as a walker has walks.
  static constexpr uint64_t kMost = 16;

  PhysAddr pa{};        // aligned to 8 bytes
  uint64_t client = 0;  // below kMost, one access each at a time
  bool swap = false;    // compare and swap, else a load
  uint64_t expected = 0, desired = 0;
  // The answer.
  uint64_t value = 0;
  bool stored = false;
};

// Work beside what a hart's thread does, in steps of one cycle.
class IBackground {
 public:
  struct Next {
    Cycles at;
    bool shared = false;  // others may wait for what it does: to be taken as a shared step
  };
  virtual ~IBackground() = default;
  // Its next step; nothing: it has none.
  virtual std::optional<Next> next() const = 0;
  // That step. Everything of the hart's before its cycle has been done.
  virtual void step() = 0;
  // An access of its is done at `at`, before its step of that cycle.
  virtual void done(const WordAccess& access, Cycles at) = 0;
};

}  // namespace cowmmu
