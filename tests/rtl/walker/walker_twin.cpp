// SPDX-License-Identifier: Apache-2.0
#include "rtl/walker/walker_twin.h"

namespace cowmmu::test {

void expect_traffic_of_all_kinds(const WalkerTraffic& t, const Params& params) {
  const uint64_t some = twin_cycles(1'000'000) / 10'000;
  const bool several = params.machine.walker.walks > 1;
  EXPECT_GT(t.page_faults, 20 * some);
  EXPECT_GT(t.access_faults, some);
  EXPECT_GT(t.updates, 5 * some);
  EXPECT_GT(t.failed_updates, some);
  EXPECT_GT(t.napot, some);
  EXPECT_GT(t.request_refusals, 10 * some);
  EXPECT_GT(t.memory_refusals, 10 * some);
  EXPECT_GT(t.answer_refusals, 10 * some);
  EXPECT_GT(t.withdrawn, some);
  EXPECT_GT(t.draining, 10 * some);
  EXPECT_GT(t.idle, 10 * some);
  EXPECT_GT(t.joins + 1, several ? 5 * some : 0);
  for (size_t level = 0; level < levels_of(mode_of(params)); ++level)
    EXPECT_GT(t.answers[level], some) << "level " << level;
  for (size_t kind = 0; kind < t.fences.size(); ++kind)
    EXPECT_GT(t.fences[kind], some) << "fence kind " << kind;
}

}  // namespace cowmmu::test
