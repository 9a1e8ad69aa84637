// SPDX-License-Identifier: Apache-2.0
// Random programs on random machines, 10,000 of them, in shards that can run side by side.
// COWMMU_RANDOM_SEED=N repeats one of them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>

#include "random_case.h"
#include "runner/pool.h"

namespace cowmmu::random {
namespace {

constexpr uint64_t kShards = 10;
constexpr uint64_t kPrograms = 5000;  // of each kind
constexpr std::chrono::milliseconds kLimit{60000};

constexpr std::array<const char*, 3> kForks{"eager", "textbook", "cow"};
constexpr std::array<const char*, 2> kShootdowns{"ipi_all", "ipi_mask"};

std::string said(const std::vector<std::string>& findings) {
  return fmt::format("{}", fmt::join(findings, "\n"));
}

std::vector<Outcome> run_all(const std::vector<Case>& cases) {
  std::vector<ChildFunction> functions;
  for (const Case& c : cases) functions.push_back(runner_of(c));
  PoolOptions options;
  options.limit = kLimit;
  std::vector<Outcome> outcomes;
  for (const ChildResult& result : run_in_children(functions, options))
    outcomes.push_back(outcome_of(result));
  return outcomes;
}

// The same program under every fork policy, with the shootdown policies in turn, on a machine of
// its own each time.
std::vector<Case> determinate_cases(uint64_t seed) {
  Random random(seed, 1);
  const Rules rules{.seed = seed, .determinate = true, .shared = random.below(2) == 0};
  std::vector<Case> cases;
  for (size_t k = 0; k < kForks.size(); ++k) {
    const Policies policies{kForks[k], kShootdowns[(seed + k) % kShootdowns.size()]};
    cases.push_back({.rules = rules, .config = random_machine(random, policies, false)});
  }
  return cases;
}

Case racy_case(uint64_t seed) {
  Random random(seed, 2);
  const Rules rules{.seed = seed, .determinate = false, .shared = random.below(2) == 0};
  const Policies policies{kForks[random.below(kForks.size())],
                          kShootdowns[random.below(kShootdowns.size())]};
  return {.rules = rules, .config = random_machine(random, policies, random.below(4) == 0)};
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
