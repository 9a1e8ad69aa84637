// SPDX-License-Identifier: Apache-2.0
#include "commands/break_even.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace cowmmu {
namespace {

// The cost of a policy by written pages; the reference's is flat.
class Costs {
 public:
  explicit Costs(std::function<uint64_t(uint64_t)> policy, uint64_t reference)
      : policy_(std::move(policy)), reference_(reference) {}
  CostFunction function() {
    return [this](const std::vector<CostQuery>& queries) {
      std::vector<uint64_t> costs;
      for (const CostQuery& q : queries) {
        EXPECT_TRUE(asked_.insert({q, true}).second) << "asked twice";
        costs.push_back(q.policy == "eager" ? reference_ : policy_(q.written));
      }
      return costs;
    };
  }
  size_t asked() const { return asked_.size(); }

 private:
  std::function<uint64_t(uint64_t)> policy_;
  uint64_t reference_;
  std::map<CostQuery, bool> asked_;
};

std::optional<uint64_t> find(Costs& costs, uint64_t pages) {
  return BreakEven(costs.function(), pages).find("cow", "eager");
}

TEST(BreakEven, is_the_first_page_count_that_costs_as_much) {
  Costs exact([](uint64_t w) { return 100 + 10 * w; }, 600);
  EXPECT_EQ(find(exact, 1000), 50U);  // equal at 50
  Costs between([](uint64_t w) { return 100 + 10 * w; }, 601);
  EXPECT_EQ(find(between, 1000), 51U);
}

TEST(BreakEven, is_nothing_where_the_policy_is_faster_to_the_end) {
  Costs faster([](uint64_t w) { return 100 + w; }, 1101);
  EXPECT_EQ(find(faster, 1000), std::nullopt);
  Costs just([](uint64_t w) { return 100 + w; }, 1100);
  EXPECT_EQ(find(just, 1000), 1000U);
}

TEST(BreakEven, is_zero_where_the_policy_never_pays) {
  Costs slower([](uint64_t w) { return 700 + w; }, 700);
  EXPECT_EQ(find(slower, 1000), 0U);
  Costs same([](uint64_t) { return 700; }, 700);
  EXPECT_EQ(find(same, 1000), 0U);
  Costs small([](uint64_t) { return 700; }, 700);
  EXPECT_EQ(find(small, 1), 0U);
}

TEST(BreakEven, a_policy_that_is_slower_at_first_and_faster_at_last_falls) {
  Costs costs([](uint64_t w) { return 1000 - w; }, 500);
  BreakEven search(costs.function(), 1000);
  EXPECT_EQ(search.find("cow", "eager"), std::nullopt);
  EXPECT_TRUE(search.falls("cow", "eager"));
  Costs rising([](uint64_t w) { return w; }, 500);
  EXPECT_FALSE(BreakEven(rising.function(), 1000).falls("cow", "eager"));
  Costs level([](uint64_t w) { return 500 - w; }, 500);
  EXPECT_FALSE(BreakEven(level.function(), 100).falls("cow", "eager"));
}

TEST(BreakEven, as_long_a_run_with_no_page_written_does_not_decide) {
  Costs cheaper([](uint64_t w) { return 500 - w; }, 500);
  EXPECT_EQ(find(cheaper, 100), std::nullopt);
  Costs dips([](uint64_t w) { return w == 0 ? 500 : 100 + 10 * w; }, 500);
  EXPECT_EQ(find(dips, 100), 40U);
}

TEST(BreakEven, takes_few_runs_where_costs_are_linear) {
  Costs costs([](uint64_t w) { return 1000 + 163 * w; }, 1'639'400);
  EXPECT_EQ(find(costs, 16384), 10052U);
  EXPECT_LE(costs.asked(), 2 * 5U);
}

TEST(BreakEven, a_known_cost_is_not_asked_for) {
  Costs costs([](uint64_t w) { return w; }, 5);
  BreakEven search(costs.function(), 10);
  for (uint64_t w = 0; w <= 10; ++w) {
    search.know({"cow", w}, w);
    search.know({"eager", w}, 5);
  }
  EXPECT_EQ(search.find("cow", "eager"), 5U);
  EXPECT_EQ(costs.asked(), 0U);
}

TEST(BreakEven, agrees_with_a_linear_search_on_random_monotone_costs) {
  const unsigned seed = 77;
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 300; ++round) {
    const uint64_t pages = 1 + random() % 400;
    std::vector<uint64_t> cost(pages + 1, random() % 100);
    const uint64_t bend = random() % 1000;  // steep after a bend: hard on interpolation
    for (uint64_t w = 1; w <= pages; ++w) {
      cost[w] = cost[w - 1] + random() % 20 + (w * 1000 > pages * bend ? 500 : 0);
    }
    const uint64_t reference = random() % (cost[pages] + 50);
    std::optional<uint64_t> expected;
    for (uint64_t w = pages + 1; w-- > 0;) {
      if (cost[w] >= reference) expected = w;
    }
    Costs costs([&](uint64_t w) { return cost[w]; }, reference);
    ASSERT_EQ(find(costs, pages), expected) << "round " << round;
    EXPECT_LE(costs.asked(), 2 * (2 + 3 * (std::log2(pages) + 1))) << "round " << round;
  }
}

}  // namespace
}  // namespace cowmmu
