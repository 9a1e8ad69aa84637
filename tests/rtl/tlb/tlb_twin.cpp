// SPDX-License-Identifier: Apache-2.0
#include "rtl/tlb/tlb_twin.h"

namespace cowmmu::test {

TimedTlb l1_model(const Params& params) { return TimedTlb(params.machine.tlb.l1d); }

TimedTlb l2_model(const Params& params) {
  return TimedTlb(params.machine.tlb.l2, FenceWalk::of(params.machine.mmu));
}

void expect_traffic_of_all_kinds(const TlbTraffic& traffic, PagingMode mode) {
  const uint64_t some = twin_cycles(1'000'000) / 10'000;
  EXPECT_GT(traffic.lookups, 100 * some);
  EXPECT_GT(traffic.hits, 10 * some);
  EXPECT_GT(traffic.lookups - traffic.hits, 10 * some);
  EXPECT_GT(traffic.evictions, some);
  for (size_t size = 0; size <= levels_of(mode); ++size) {
    EXPECT_GT(traffic.fills[size], some) << "size " << size;
    EXPECT_GT(traffic.hits_of[size], some) << "size " << size;
  }
  for (size_t kind = 0; kind < traffic.fences.size(); ++kind)
    EXPECT_GT(traffic.fences[kind], some / 10) << "fence kind " << kind;
}

}  // namespace cowmmu::test
