// SPDX-License-Identifier: Apache-2.0
// MmuStimulus: random traffic for an MMU, and the memory behind it: both sides at once, few pages
// of few spaces in every paging mode of the build, CSRs that change between accesses, responses in
// any order and after any time, swaps that fail, the four fences at any time; in phases of
// different mixes. A valid stays until it is accepted. It also watches the answers: none of them
// may be older than a fence.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "mmu/mmu_if.h"
#include "params/params.h"
#include "rtl/mmu/fence_watch.h"
#include "rtl/mmu/mmu_tables.h"
#include "rtl/support/late_memory.h"
#include "tlb/fence_walk.h"

namespace cowmmu::test {

// What the traffic has done: a test that wants to fail must have done all of it.
struct MmuTraffic {
  uint64_t l1_hits = 0, l2_hits = 0, walked = 0;  // good answers by what answered
  uint64_t l1_faults = 0, l2_faults = 0, page_faults = 0, access_faults = 0;
  uint64_t at_once = 0;   // both sides answered
  uint64_t follow = 0;    // accepted in the cycle of the answer before
  uint64_t ad_walks = 0;  // walks for A or D of an entry
  uint64_t joins = 0, updates = 0, failed_updates = 0, memory_refusals = 0, idle = 0;
  std::array<uint64_t, 3> evictions{};  // l1i, l1d, l2
  std::array<uint64_t, 4> fences{};     // by address and ASID bits
  uint64_t late_fences = 0, fence_refusals = 0, fences_in_a_row = 0, lost_refills = 0;
  uint64_t stamped = 0, too_old = 0;  // answers whose age is known; that a fence forbids
};

class MmuStimulus {
 public:
  MmuStimulus(PagingMode mode, const FenceWalk& fences, uint64_t seed)
      : mode_(mode), fence_walk_(fences), ptes_(seed) {}

  MmuIn next();
  void accepted(const MmuIn& in, const MmuOut& out);
  void reset();

  const MmuTraffic& traffic() const { return traffic_; }
  const FenceWatch& watch() const { return watch_; }

 private:
  // The access that a side is at.
  struct Current {
    Vpn vpn{};
    Asid asid{};
  };

  void new_phase();
  Asid random_asid() { return Asid(ptes_.one_in(8) ? ptes_.below(65536) : ptes_.below(2)); }
  VirtAddr random_va();
  TranslationState random_state();
  void respond();
  void count_answer(bool valid, const MmuAnswer& answer, const Current& access);
  void count_fence(const MmuIn& in, const MmuOut& out);
  void count(const MmuIn& in, const MmuOut& out);

  PagingMode mode_;
  FenceWalk fence_walk_;
  RandomPtes ptes_;
  MmuTables tables_{ptes_};
  FenceWatch watch_;
  uint64_t cycle_ = 0;
  uint64_t request_one_in_ = 1, fence_one_in_ = 100, stall_one_in_ = 4, latency_ = 10;
  uint64_t pages_ = 4, spread_ = 4;
  bool one_mode_ = true;
  MmuIn in_;
  LateMemory memory_;
  Current fetch_, data_;
  uint64_t fence_due_ = 0;  // when the fence in progress should be done
  MmuTraffic traffic_;
};

}  // namespace cowmmu::test
