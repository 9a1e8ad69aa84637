// SPDX-License-Identifier: Apache-2.0
// Transaction: one line on its way into a private cache, as a chain of steps. The hart that asks
// takes the steps itself, each at its own cycle, in the order of slots (clock_domain.h).
#pragma once

#include <cstdint>

#include "base/types.h"
#include "cache/llc_array.h"

namespace cowmmu {

enum class Stage : uint8_t {
  kLookup,   // at the private cache: a hit completes hit_cycles later, a miss goes on
  kHit,      // the hit's completion
  kRequest,  // at the directory: lock the line, look it up
  kSnoop,    // at the other private caches: downgrade or invalidate
  kDram,     // at the memory controller: the line is asked for
  kFill,     // back at the private cache: the line arrives, bytes change hands
  kDone,
};

struct Transaction {
  // What is asked.
  LineAddr line{};
  HartId hart{};
  bool exclusive = false;  // to be written: no other copy may remain
  bool beside = false;     // the hart's own thread does not wait for it (WordUnit)
  bool data = true;        // false: the whole line is overwritten, its old bytes are not fetched

  // Where it is. `at` is the cycle of the next step; while !known it waits for the line's lock or
  // for DRAM, and whoever ends that wait sets it.
  Stage stage = Stage::kLookup;
  Cycles at{};
  bool known = true;
  uint64_t order = 0;  // among one hart's transactions of one cycle

  // What the directory found.
  LlcLine* entry = nullptr;  // the locked entry of `line`
  uint64_t snooped = 0;      // harts whose private caches are snooped, by bit
  LineAddr evicted{~0ULL};   // the victim whose private copies are recalled first
  Cycles data_at{};          // when the last level itself has answered
  bool holds_lock = false;
  bool missed = false;
  Transaction* next_waiter = nullptr;  // for the same line, first come first served
};

}  // namespace cowmmu
