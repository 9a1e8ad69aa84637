// SPDX-License-Identifier: Apache-2.0
#include "rtl/fabric/fence_unit_twin.h"

namespace cowmmu::test {

void expect_traffic_of_all_kinds(const FenceUnitTraffic& t) {
  const uint64_t some = twin_cycles(1'000'000) / 10'000;
  EXPECT_GT(t.arrivals, 100 * some);
  EXPECT_GT(t.acknowledgements, 100 * some);
  EXPECT_GT(t.operations, 100 * some);
  EXPECT_GT(t.idle, 100 * some);
  EXPECT_GT(t.refusals, 10 * some);
  EXPECT_GT(t.held_up, 10 * some);
  EXPECT_GT(t.stalls, 10 * some);
  EXPECT_GT(t.back_to_back, 10 * some);
  EXPECT_GT(t.full, 10 * some);
  EXPECT_GT(t.foreign, 10 * some);
  for (size_t kind = 0; kind < t.fences.size(); ++kind)
    EXPECT_GT(t.fences[kind], 10 * some) << "fence kind " << kind;
}

}  // namespace cowmmu::test
