// SPDX-License-Identifier: Apache-2.0
#include "base/paging.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

TEST(Paging, modes_have_three_four_and_five_levels) {
  EXPECT_EQ(levels_of(PagingMode::kBare), 0u);
  EXPECT_EQ(levels_of(PagingMode::kSv39), 3u);
  EXPECT_EQ(levels_of(PagingMode::kSv48), 4u);
  EXPECT_EQ(levels_of(PagingMode::kSv57), 5u);
  EXPECT_EQ(va_bits_of(PagingMode::kSv39), 39u);
  EXPECT_EQ(va_bits_of(PagingMode::kSv48), 48u);
  EXPECT_EQ(va_bits_of(PagingMode::kSv57), 57u);
}

TEST(Paging, canonical_addresses_are_the_two_ends_of_the_space) {
  for (const PagingMode mode : {PagingMode::kSv39, PagingMode::kSv48, PagingMode::kSv57}) {
    const uint64_t half = 1ULL << (va_bits_of(mode) - 1);
    EXPECT_TRUE(is_canonical(mode, VirtAddr(0)));
    EXPECT_TRUE(is_canonical(mode, VirtAddr(half - 1)));
    EXPECT_FALSE(is_canonical(mode, VirtAddr(half)));
    EXPECT_FALSE(is_canonical(mode, VirtAddr(-half - 1)));
    EXPECT_TRUE(is_canonical(mode, VirtAddr(-half)));
    EXPECT_TRUE(is_canonical(mode, VirtAddr(~0ULL)));
    EXPECT_FALSE(is_canonical(mode, VirtAddr(1ULL << 63)));
  }
}

TEST(Paging, every_level_takes_its_nine_bits_of_the_address) {
  const VirtAddr va((1ULL << 48) | (2ULL << 39) | (3ULL << 30) | (4ULL << 21) | (511ULL << 12) | 7);
  EXPECT_EQ(vpn_index(va, 4), 1u);
  EXPECT_EQ(vpn_index(va, 3), 2u);
  EXPECT_EQ(vpn_index(va, 2), 3u);
  EXPECT_EQ(vpn_index(va, 1), 4u);
  EXPECT_EQ(vpn_index(va, 0), 511u);
  EXPECT_EQ(pages_of_level(0), 1u);
  EXPECT_EQ(pages_of_level(1), 512u);
  EXPECT_EQ(pages_of_level(2), 512u * 512u);
}

TEST(Paging, satp_splits_into_mode_asid_and_root) {
  const Satp satp = Satp::from_bits(0x9268'2000'0008'0001);
  EXPECT_EQ(satp.mode, PagingMode::kSv48);
  EXPECT_EQ(satp.asid, Asid(0x2682));
  EXPECT_EQ(satp.root, Ppn(0x80001));
  EXPECT_EQ(Satp::from_bits(0), Satp{});
}

TEST(Paging, causes_are_the_codes_of_the_privileged_spec) {
  EXPECT_EQ(static_cast<int>(page_fault(Access::kFetch)), 12);
  EXPECT_EQ(static_cast<int>(page_fault(Access::kLoad)), 13);
  EXPECT_EQ(static_cast<int>(page_fault(Access::kStore)), 15);
  EXPECT_EQ(static_cast<int>(access_fault(Access::kFetch)), 1);
  EXPECT_EQ(static_cast<int>(access_fault(Access::kLoad)), 5);
  EXPECT_EQ(static_cast<int>(access_fault(Access::kStore)), 7);
}

}  // namespace
}  // namespace cowmmu
