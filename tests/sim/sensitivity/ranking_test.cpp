// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/ranking.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

using Names = std::vector<std::string>;
const Names kPolicies{"eager", "textbook", "cow"};

TEST(Ranking, is_from_the_smallest_to_the_largest) {
  EXPECT_EQ(ranking_text(kPolicies, {3, 2, 1}), "cow < textbook < eager");
  EXPECT_EQ(ranking_text(kPolicies, {1, 1, 0}), "cow < eager = textbook");
  EXPECT_EQ(ranking_text({"cow"}, {1}), "cow");
}

TEST(Ranking, names_each_pair_that_has_changed_places) {
  EXPECT_EQ(overtakings(kPolicies, {3, 2, 1}, {3, 1, 2}), Names{"textbook < cow"});
  EXPECT_EQ(overtakings(kPolicies, {3, 2, 1}, {1, 2, 3}),
            (Names{"eager < textbook", "eager < cow", "textbook < cow"}));
  EXPECT_TRUE(overtakings(kPolicies, {3, 2, 1}, {300, 200, 100}).empty());
}

TEST(Ranking, a_pair_that_is_level_has_not_changed_places) {
  EXPECT_TRUE(overtakings(kPolicies, {3, 2, 1}, {3, 1, 1}).empty());
  EXPECT_TRUE(overtakings(kPolicies, {3, 1, 1}, {3, 1, 2}).empty());
}

}  // namespace
}  // namespace cowmmu
