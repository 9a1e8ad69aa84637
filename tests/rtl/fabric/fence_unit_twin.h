// SPDX-License-Identifier: Apache-2.0
// One lockstep run of the fence unit's model and RTL in the sizes of a build.
#pragma once

#include "base/seed.h"
#include "fabric/rtl_fence_unit.h"
#include "fabric/timed_fence_unit.h"
#include "rtl/fabric/fence_unit_describe.h"
#include "rtl/fabric/fence_unit_stimulus.h"
#include "rtl/support/build_params.h"
#include "rtl/support/lockstep.h"

namespace cowmmu::test {

// The traffic has reached everything there is.
void expect_traffic_of_all_kinds(const FenceUnitTraffic& traffic);

// V: the Verilated class.
template <class V>
void run_fence_unit_twin(const Params& params, uint64_t own_seed) {
  LockstepPlan plan{.seed = seed_or(own_seed)};
  COWMMU_TRACE_SEED(plan.seed);
  TimedFenceUnit model;
  RtlFenceUnit<V> rtl(mode_of(params), plan.seed);
  FenceUnitStimulus stimulus(FenceWalk::of(params.machine.mmu), plan.seed);
  // All that it holds comes out in the end: no other contents.
  const auto equal = [](const TimedFenceUnit&, const RtlFenceUnit<V>&) { return true; };
  run_lockstep(model, rtl, stimulus, equal, plan);
  if (!testing::Test::HasFailure()) expect_traffic_of_all_kinds(stimulus.traffic());
}

}  // namespace cowmmu::test
