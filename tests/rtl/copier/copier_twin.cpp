// SPDX-License-Identifier: Apache-2.0
#include "rtl/copier/copier_twin.h"

namespace cowmmu::test {

CopierParams copier_params(const char* build) {
  return rtl_build_params(ParamRegistry(), *find_rtl_build(build)).machine.copier;
}

void expect_traffic_of_all_kinds(const CopierTraffic& traffic) {
  const uint64_t some = twin_cycles(1'000'000) / 100'000;
  EXPECT_GT(traffic.copies, 20 * some);
  EXPECT_GT(traffic.aborted, 10 * some);
  EXPECT_GT(traffic.finished_in_spite, 0U);
  EXPECT_GT(traffic.held_reads, 100 * some);
  EXPECT_GT(traffic.held_writes, 100 * some);
  EXPECT_GT(traffic.out_of_order, 100 * some);
  EXPECT_GT(traffic.uninvited, 100 * some);
  EXPECT_GT(traffic.full_window, 100 * some);
}

}  // namespace cowmmu::test
