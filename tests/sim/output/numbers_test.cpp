// SPDX-License-Identifier: Apache-2.0
#include "output/numbers.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

TEST(Numbers, digits_are_grouped_by_thousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(12345678), "12,345,678");
}

TEST(Numbers, a_percentage_of_nothing_is_no_number) {
  EXPECT_EQ(percent(1, 8), "12.5 %");
  EXPECT_EQ(percent(1, 0), "-");
}

}  // namespace
}  // namespace cowmmu
