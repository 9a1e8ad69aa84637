// SPDX-License-Identifier: Apache-2.0
// Random programs on random machines, 10,000 of them, in shards that can run side by side.
// COWMMU_RANDOM_SEED=N repeats one of them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cases.h"

namespace cowmmu::random {
namespace {

constexpr uint64_t kShards = 10;
constexpr uint64_t kPrograms = 5000;  // of each kind

std::string said(const std::vector<std::string>& findings) {
  return fmt::format("{}", fmt::join(findings, "\n"));
}

// Of one kind; each shard has its own seeds.
class RandomPrograms : public testing::TestWithParam<uint64_t> {
 protected:
  static std::vector<uint64_t> my_seeds(uint64_t programs) {
    const uint64_t share = programs / kShards;
    return seeds(1 + GetParam() * share, share);
  }
};
using Determinate = RandomPrograms;
using Racy = RandomPrograms;
using Exact = RandomPrograms;

TEST_P(Determinate, images_are_equal_under_every_policy_and_machine) {
  for (const uint64_t seed : my_seeds(kPrograms)) {
    const std::vector<Outcome> outcomes = run_all(determinate_cases(seed));
    for (size_t k = 0; k < outcomes.size(); ++k) {
      const std::string where = fmt::format("seed {}, fork {}", seed, kForks[k]);
      EXPECT_EQ(said(outcomes[k].findings), "") << where;
      EXPECT_EQ(outcomes[k].images, outcomes[0].images) << where;
    }
  }
}

TEST_P(Racy, no_oracle_finds_anything) {
  for (const uint64_t seed : my_seeds(kPrograms)) {
    const std::vector<Outcome> outcomes = run_all({racy_case(seed)});
    EXPECT_EQ(said(outcomes[0].findings), "") << "seed " << seed;
  }
}

TEST_P(Exact, exact_step_and_run_ahead_agree_to_the_bit) {
  constexpr uint64_t kExact = 1000;
  for (const uint64_t seed : my_seeds(kExact)) {
    Case ahead =
        seed % 2 == 0 ? determinate_cases(seed)[seed / 2 % kForks.size()] : racy_case(seed);
    ahead.statistics = true;
    // An image that is taken while others store into it shows what the host has come to.
    ahead.images = ahead.rules.determinate || !ahead.rules.shared;
    Case exact = ahead;
    exact.exact_step = true;
    const std::vector<Outcome> outcomes = run_all({ahead, exact});
    EXPECT_EQ(said(outcomes[0].findings), "") << "seed " << seed;
    EXPECT_EQ(outcomes[0].statistics, outcomes[1].statistics) << "seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Shard, Determinate, testing::Range(uint64_t{0}, kShards));
INSTANTIATE_TEST_SUITE_P(Shard, Exact, testing::Range(uint64_t{0}, kShards));
INSTANTIATE_TEST_SUITE_P(Shard, Racy, testing::Range(uint64_t{0}, kShards));

}  // namespace
}  // namespace cowmmu::random
