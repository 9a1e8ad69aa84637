// SPDX-License-Identifier: Apache-2.0
// One lockstep run of the copier's model and RTL in the sizes of a build.
#pragma once

#include "base/seed.h"
#include "builds/rtl_build.h"
#include "copier/rtl_copier.h"
#include "copier/timed_copier.h"
#include "rtl/copier/copier_describe.h"
#include "rtl/copier/copier_stimulus.h"
#include "rtl/support/lockstep.h"

namespace cowmmu::test {

CopierParams copier_params(const char* build);
// The traffic has reached everything.
void expect_traffic_of_all_kinds(const CopierTraffic& traffic);

// V: the Verilated class. What a copier holds shows in what it offers: there is no more to compare.
template <class V>
void run_copier_twin(const CopierParams& params, uint64_t own_seed) {
  LockstepPlan plan{.seed = seed_or(own_seed)};
  COWMMU_TRACE_SEED(plan.seed);
  TimedCopier model(params);
  RtlCopier<V> rtl(plan.seed);
  CopierStimulus stimulus(params.window, plan.seed);
  const auto equal = [](const TimedCopier&, const RtlCopier<V>&) { return true; };
  run_lockstep(model, rtl, stimulus, equal, plan);
  if (!testing::Test::HasFailure()) expect_traffic_of_all_kinds(stimulus.traffic());
}

}  // namespace cowmmu::test
