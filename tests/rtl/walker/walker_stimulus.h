// SPDX-License-Identifier: Apache-2.0
// WalkerStimulus: random traffic for a walker, and the memory behind it: requests for few pages of
// few spaces in every paging mode of the build, PTEs of every kind in any order and after any time,
// swaps that fail, back-pressure on every channel, the four fences; in phases of different mixes.
// A valid stays until it is accepted.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/frame_range.h"
#include "rtl/support/late_memory.h"
#include "walker/random_pte.h"
#include "walker/walker_if.h"

namespace cowmmu::test {

// What the traffic has done: a test that wants to fail must have done all of it.
struct WalkerTraffic {
  uint64_t joins = 0, page_faults = 0, access_faults = 0, updates = 0, failed_updates = 0;
  uint64_t request_refusals = 0, memory_refusals = 0, answer_refusals = 0, withdrawn = 0;
  uint64_t draining = 0, idle = 0, napot = 0;
  std::array<uint64_t, 5> answers{};  // by level
  std::array<uint64_t, 4>
      fences{};  // by address and ASID bits: page, all ASIDs, all addresses, all
};

class WalkerStimulus {
 public:
  static constexpr FrameRange kMemory{Ppn(5), Ppn(1ULL << 23)};

  WalkerStimulus(PagingMode mode, uint64_t seed) : mode_(mode), ptes_(seed) {}

  WalkerIn next();
  void accepted(const WalkerIn& in, const WalkerOut& out);
  void reset();

  const WalkerTraffic& traffic() const { return traffic_; }

 private:
  void new_phase();
  Asid random_asid() { return Asid(ptes_.one_in(4) ? ptes_.below(65536) : ptes_.below(2)); }
  VirtAddr random_va(PagingMode mode);
  Ppn random_table();
  WalkRequest random_request();
  Pte random_pte();
  void respond();
  void count(const WalkerIn& in, const WalkerOut& out);

  PagingMode mode_;
  RandomPtes ptes_;
  uint64_t cycles_ = 0;
  uint64_t request_one_in_ = 1, fence_one_in_ = 100, stall_one_in_ = 4, latency_ = 10;
  bool one_mode_ = true;
  WalkerIn in_;
  LateMemory memory_;
  bool offered_ = false;  // an answer that was not taken
  WalkerTraffic traffic_;
};

}  // namespace cowmmu::test
