// SPDX-License-Identifier: Apache-2.0
#include "base/zeroed_array.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstdint>

namespace cowmmu {
namespace {

uint64_t page_faults() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<uint64_t>(usage.ru_minflt);
}

TEST(ZeroedArray, is_zero_and_holds_what_is_written) {
  ZeroedArray<uint64_t> array(1000);
  ASSERT_EQ(array.size(), 1000U);
  for (size_t i = 0; i < array.size(); ++i) ASSERT_EQ(array[i], 0U) << i;
  array[999] = 7;
  EXPECT_EQ(array.data()[999], 7U);
}

// 64 MiB are 16,384 pages; the address sanitizer notes an eighth of what it gives.
TEST(ZeroedArray, a_large_one_costs_the_pages_that_are_touched) {
  const uint64_t before = page_faults();
  ZeroedArray<uint64_t> array((64 << 20) / sizeof(uint64_t));
  array[array.size() / 2] = 1;
  EXPECT_LT(page_faults() - before, 16384U / 4);
}

}  // namespace
}  // namespace cowmmu
