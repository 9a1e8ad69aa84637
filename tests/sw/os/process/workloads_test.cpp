// SPDX-License-Identifier: Apache-2.0
// The built-in workloads on the kernel: they end on any number of harts, with the calls they
// promise.
#include <gtest/gtest.h>

#include "kernel_bench.h"
#include "programs/registry.h"

namespace cowmmu::test {
namespace {

struct Case {
  uint64_t harts;
  Warm warm;
};
void PrintTo(const Case& p, std::ostream* out) {
  *out << p.harts
       << (p.warm == Warm::kUntimed ? "_untimed"
           : p.warm == Warm::kYes   ? "_warm"
                                    : "_cold");
}
class Workloads : public testing::TestWithParam<Case> {
 protected:
  void run(const ProgramConfig& config) {
    for (uint64_t seed = 1; seed <= 5; ++seed) {
      SCOPED_TRACE(seed);
      KernelBench bench(GetParam().harts, seed, seed * 10);
      ASSERT_TRUE(bench.run(make_program(config, {GetParam().warm, seed})));
      EXPECT_EQ(bench.marks, 1u);
      EXPECT_EQ(bench.memory.live, 0u);
      for (const EndReport& report : bench.reports) EXPECT_EQ(report.status, 0u);
      total = bench.counters.total();
    }
  }
  HartCounters total;
};
INSTANTIATE_TEST_SUITE_P(harts_and_warm, Workloads,
                         testing::Values(Case{1, Warm::kYes}, Case{2, Warm::kNo},
                                         Case{4, Warm::kUntimed}));

TEST_P(Workloads, access_ends_with_all_its_threads) {
  for (const auto pattern : {AccessPattern::kUniform, AccessPattern::kSequential,
                             AccessPattern::kZipf, AccessPattern::kChase}) {
    run(AccessConfig{.pattern = pattern, .bytes = 65536, .accesses = 200, .threads = 3});
  }
}

TEST_P(Workloads, fork_exit_forks_as_many_children_as_asked) {
  run(ForkExitConfig{.pages = 8, .children = 5});
  EXPECT_EQ(total.forks, 5u);
}

TEST_P(Workloads, fork_write_ends_whoever_writes) {
  for (const auto who : {Writer::kChild, Writer::kParent, Writer::kBoth}) {
    run(ForkWriteConfig{.pages = 20, .written = 0.5, .who = who, .children = 3});
    EXPECT_EQ(total.forks, 3u);
  }
}

TEST_P(Workloads, snapshot_measures_every_request) {
  run(SnapshotConfig{.pages = 16, .requests = 50});
  EXPECT_EQ(total.request_cycles.count(), 50u);
  EXPECT_EQ(total.forks, 1u);
}

TEST_P(Workloads, unmap_threads_ends_on_any_number_of_harts) {
  run(UnmapThreadsConfig{.pages = 4, .threads = 3, .rounds = 6});
  if (GetParam().harts > 1) {
    EXPECT_GT(total.shootdowns, 0u);
  }
}

TEST(Workload, a_refused_fork_ends_the_program_with_status_one) {
  KernelBench bench(1);
  bench.memory.refuse_fork = true;
  EXPECT_TRUE(bench.run(make_program(ForkExitConfig{.pages = 2}, {})));
  EXPECT_EQ(bench.reports.back().status, 1u);
}

}  // namespace
}  // namespace cowmmu::test
