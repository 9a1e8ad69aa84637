// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <numeric>

#include "commands/sweep_slurm.h"
#include "sweep/point_keys.h"

namespace cowmmu {
namespace {

const std::string kSweep =
    "[machine]\nharts = 1\n[workload]\nprogram = \"fork_write\"\npages = 8\n[sweep]\n"
    "\"os.fork\" = [\"cow\", \"eager\"]\n\"machine.cache.l1d.ways\" = [12, 32, 24]\nseeds = 2\n";

SweepFile sweep(const std::string& further) { return parse_sweep(kSweep + further, "g.toml"); }

// Numbers that count what is left out are found without a look at each point.
TEST(TaskPoints, are_found_by_a_task_that_leaves_out_nothing) {
  const std::string skip =
      "skip = [\"refused\", { \"os.fork\" = \"cow\", "
      "\"machine.cache.l1d.ways\" = 24 }]";
  const Plan plan(sweep(skip), {});
  const Plan task = task_plan(sweep(skip), {});
  EXPECT_EQ(plan.size(), 6U);
  EXPECT_EQ(task.size(), 10U);
  EXPECT_EQ(task.left_out().points, 0U);
  std::vector<size_t> all(plan.size());
  std::iota(all.begin(), all.end(), 0);
  const Chunk chunk = chunk_points(plan, all);
  ASSERT_EQ(chunk.size(), plan.size());
  for (size_t i = 0; i < plan.size(); ++i) {
    EXPECT_EQ(chunk[i].key, plan.key(i));
    EXPECT_EQ(PointKeys(task.tool()).of(task.scenario(chunk[i].point)), plan.key(i));
    EXPECT_EQ(task.text(chunk[i].point), plan.text(i));
  }
}

TEST(TaskPoints, have_the_numbers_of_the_plan_where_none_is_refused) {
  const Plan plan(
      parse_sweep("[workload]\nprogram = \"fork_write\"\npages = 8\n[sweep]\nseeds = 3\n", "g"),
      {});
  const Chunk chunk = chunk_points(plan, {2, 0});
  EXPECT_EQ(chunk[0].point, 2U);
  EXPECT_EQ(chunk[1].point, 0U);
}

}  // namespace
}  // namespace cowmmu
