// SPDX-License-Identifier: Apache-2.0
#include "dram/stats.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

TEST(LatencyHistogram, percentiles_are_nearest_rank) {
  LatencyHistogram h;
  for (const uint64_t v : {15, 20, 35, 40, 50}) h.add(DramCycles(v));
  EXPECT_EQ(h.percentile(5), DramCycles(15));
  EXPECT_EQ(h.percentile(30), DramCycles(20));
  EXPECT_EQ(h.percentile(40), DramCycles(20));
  EXPECT_EQ(h.percentile(50), DramCycles(35));
  EXPECT_EQ(h.percentile(100), DramCycles(50));
  EXPECT_EQ(h.min(), DramCycles(15));
  EXPECT_EQ(h.sum(), DramCycles(160));
}

TEST(LatencyHistogram, long_latencies_stay_exact) {
  LatencyHistogram h;
  h.add(DramCycles(10));
  h.add(DramCycles(1'000'000'007));
  h.add(DramCycles(1'000'000'009));
  EXPECT_EQ(h.percentile(50), DramCycles(1'000'000'007));
  EXPECT_EQ(h.max(), DramCycles(1'000'000'009));
}

TEST(LatencyHistogram, merged_equals_added_together) {
  LatencyHistogram a, b, all;
  for (uint64_t v = 0; v < 6000; v += 13) {
    (v % 2 == 0 ? a : b).add(DramCycles(v));
    all.add(DramCycles(v));
  }
  a.merge(b);
  EXPECT_EQ(a.count(), all.count());
  for (double p = 0; p <= 100; p += 2.5) EXPECT_EQ(a.percentile(p), all.percentile(p));
}

TEST(LatencyHistogram, empty_one_has_zeros) {
  EXPECT_EQ(LatencyHistogram().percentile(50), DramCycles(0));
  EXPECT_EQ(LatencyHistogram().max(), DramCycles(0));
}

}  // namespace
}  // namespace cowmmu
