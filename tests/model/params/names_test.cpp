// SPDX-License-Identifier: Apache-2.0
#include "params/names.h"

#include <gtest/gtest.h>

#include <vector>

namespace cowmmu {
namespace {

TEST(Names, distance_counts_single_edits_and_swaps) {
  EXPECT_EQ(edit_distance("fork", "fork"), 0U);
  EXPECT_EQ(edit_distance("frok", "fork"), 1U);
  EXPECT_EQ(edit_distance("", "fork"), 4U);
  EXPECT_EQ(edit_distance("eager", "eagr"), 1U);
  EXPECT_EQ(edit_distance("eager", "egr"), 2U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(Names, nearest_is_found_for_a_typing_error_only) {
  const std::vector<std::string> known{"eager", "textbook", "cow"};
  EXPECT_EQ(nearest_name("eagre", known), "eager");
  EXPECT_EQ(nearest_name("textbok", known), "textbook");
  EXPECT_EQ(nearest_name("spectacular", known), "");
  EXPECT_EQ(nearest_name("x", known), "");
}

TEST(Names, the_first_of_equally_near_names_wins) {
  const std::vector<std::string> known{"l1d", "l1i"};
  EXPECT_EQ(nearest_name("l1x", known), "l1d");
}

TEST(Names, did_you_mean_is_empty_where_nothing_is_near) {
  const std::vector<std::string> known{"harts"};
  EXPECT_EQ(did_you_mean("hart", known), " (did you mean harts?)");
  EXPECT_EQ(did_you_mean("clock_mhz", known), "");
}

}  // namespace
}  // namespace cowmmu
