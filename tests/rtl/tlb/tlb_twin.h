// SPDX-License-Identifier: Apache-2.0
// One lockstep run of a TLB's model and RTL in the sizes of a build.
#pragma once

#include <vector>

#include "base/seed.h"
#include "rtl/support/build_params.h"
#include "rtl/support/lockstep.h"
#include "rtl/tlb/tlb_describe.h"
#include "rtl/tlb/tlb_stimulus.h"
#include "tlb/rtl_tlb.h"
#include "tlb/timed_tlb.h"

namespace cowmmu::test {

TimedTlb l1_model(const Params& params);
TimedTlb l2_model(const Params& params);
// The traffic has reached everything that the sizes allow.
void expect_traffic_of_all_kinds(const TlbTraffic& traffic, PagingMode mode);

// V: the Verilated class.
template <class V>
void run_tlb_twin(TimedTlb model, PagingMode mode, uint64_t own_seed) {
  LockstepPlan plan{.seed = seed_or(own_seed)};
  COWMMU_TRACE_SEED(plan.seed);
  RtlTlb<V> rtl(mode, plan.seed);
  TlbStimulus stimulus(mode, plan.seed);
  uint64_t compared = 0;  // entries
  const auto equal = [&](const TimedTlb& m, const RtlTlb<V>& r) {
    std::vector<TlbEntry> expected;
    m.array().for_each_entry([&](const TlbEntry& e) { expected.push_back(e); });
    const auto found = r.contents();
    if (found) compared += expected.size();
    return !found || *found == expected;
  };
  run_lockstep(model, rtl, stimulus, equal, plan);
  if (testing::Test::HasFailure()) return;
  expect_traffic_of_all_kinds(stimulus.traffic(), mode);
  const uint64_t some = rtl.contents() ? twin_cycles(plan.cycles) / plan.contents_every : 0;
  EXPECT_GE(compared, some);
}

}  // namespace cowmmu::test
