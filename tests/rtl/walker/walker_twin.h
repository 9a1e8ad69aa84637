// SPDX-License-Identifier: Apache-2.0
// One lockstep run of the walker's model and RTL in the sizes of a build.
#pragma once

#include "base/seed.h"
#include "rtl/support/build_params.h"
#include "rtl/support/lockstep.h"
#include "rtl/walker/walker_describe.h"
#include "rtl/walker/walker_stimulus.h"
#include "walker/pwc_contents.h"
#include "walker/rtl_walker.h"
#include "walker/timed_walker.h"

namespace cowmmu::test {

// The traffic has reached everything that the sizes allow.
void expect_traffic_of_all_kinds(const WalkerTraffic& traffic, const Params& params);

// V: the Verilated class.
template <class V>
void run_walker_twin(const Params& params, uint64_t own_seed) {
  LockstepPlan plan{.seed = seed_or(own_seed)};
  COWMMU_TRACE_SEED(plan.seed);
  TimedWalker model(params.machine.walker, WalkerStimulus::kMemory);
  RtlWalker<V> rtl(mode_of(params), {WalkerStimulus::kMemory, params.machine.walker.hier},
                   plan.seed);
  WalkerStimulus stimulus(mode_of(params), plan.seed);
  uint64_t entries = 0, evictions = 0;
  const auto equal = [&](const TimedWalker& m, [[maybe_unused]] const RtlWalker<V>& r) {
    entries += m.pwc().occupancy();
    evictions += m.pwc().stats().evictions;
    if constexpr (RtlWalker<V>::kShown)
      return pwc_contents(m.pwc()) == pwc_contents(r);
    else
      return true;
  };
  run_lockstep(model, rtl, stimulus, equal, plan);
  if (testing::Test::HasFailure()) return;
  expect_traffic_of_all_kinds(stimulus.traffic(), params);
  EXPECT_GT(entries, 1000u);
  EXPECT_GT(evictions, 1000u);
}

}  // namespace cowmmu::test
