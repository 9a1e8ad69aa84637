// SPDX-License-Identifier: Apache-2.0
// One lockstep run of the MMU's model and RTL in the sizes of a build.
#pragma once

#include <vector>

#include "base/seed.h"
#include "mmu/rtl_mmu.h"
#include "mmu/timed_mmu.h"
#include "rtl/mmu/mmu_describe.h"
#include "rtl/mmu/mmu_stimulus.h"
#include "rtl/support/build_params.h"
#include "rtl/support/lockstep.h"
#include "walker/pwc_contents.h"

namespace cowmmu::test {

// What an MMU holds.
struct MmuContents {
  std::vector<TlbEntry> l1i, l1d, l2;
  std::vector<PwcEntry> pointers;
  bool operator==(const MmuContents&) const = default;
};

// As the RTL holds it: of a PTE what hardware uses.
MmuContents contents(const TimedMmu& model, PagingMode mode);
template <class V>
MmuContents contents(const RtlMmu<V>& rtl);
// None of the translations should have gone with a fence.
bool none_too_old(const MmuContents& all, const FenceWatch& watch);

// The traffic has reached everything that the sizes allow.
void expect_traffic_of_all_kinds(const MmuTraffic& traffic, const Params& params);

// Its walk caches as pwc_contents takes them.
template <class V>
struct Pointers {
  const RtlMmu<V>& rtl;
  template <class Visit>
  void for_each_entry(Visit visit) const {
    rtl.for_each_pointer(visit);
  }
};

template <class V>
MmuContents contents(const RtlMmu<V>& rtl) {
  MmuContents all;
  rtl.for_each_l1i([&](const TlbEntry& e) { all.l1i.push_back(e); });
  rtl.for_each_l1d([&](const TlbEntry& e) { all.l1d.push_back(e); });
  rtl.for_each_l2([&](const TlbEntry& e) { all.l2.push_back(e); });
  all.pointers = pwc_contents(Pointers<V>{rtl});
  return all;
}

// V: the Verilated class.
template <class V>
void run_mmu_twin(const Params& params, uint64_t own_seed) {
  LockstepPlan plan{.seed = seed_or(own_seed)};
  COWMMU_TRACE_SEED(plan.seed);
  const PagingMode mode = mode_of(params);
  TimedMmu model(params.machine, MmuTables::kMemory);
  RtlMmu<V> rtl(mode, {MmuTables::kMemory, params.machine.walker.hier}, plan.seed);
  MmuStimulus stimulus(mode, FenceWalk::of(params.machine.mmu), plan.seed);
  uint64_t entries = 0, pointers = 0;
  const auto equal = [&](const TimedMmu& m, [[maybe_unused]] const RtlMmu<V>& r) {
    const MmuContents expected = contents(m, mode);
    entries += expected.l1i.size() + expected.l1d.size() + expected.l2.size();
    pointers += expected.pointers.size();
    EXPECT_TRUE(none_too_old(expected, stimulus.watch()));
    if constexpr (RtlMmu<V>::kShown)
      return contents(r) == expected;
    else
      return true;
  };
  run_lockstep(model, rtl, stimulus, equal, plan);
  if (testing::Test::HasFailure()) return;
  expect_traffic_of_all_kinds(stimulus.traffic(), params);
  EXPECT_GT(entries, twin_cycles(plan.cycles) / plan.contents_every);
  EXPECT_GT(pointers, twin_cycles(plan.cycles) / plan.contents_every / 2);
}

}  // namespace cowmmu::test
