// SPDX-License-Identifier: Apache-2.0
#include "base/types.h"

#include <gtest/gtest.h>

#include <concepts>
#include <type_traits>
#include <unordered_set>

#include "base/check.h"

namespace cowmmu {
namespace {

template <class A, class B>
concept Addable = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept Comparable = requires(A a, B b) {
  a == b;
};

static_assert(Addable<Cycles, Cycles>);
static_assert(!Addable<Cycles, Picos>);
static_assert(!Addable<VirtAddr, uint64_t>);
static_assert(!Comparable<VirtAddr, PhysAddr>);
static_assert(!std::is_convertible_v<uint64_t, VirtAddr>);
static_assert(!std::is_convertible_v<VirtAddr, uint64_t>);

TEST(Types, addresses_pages_and_lines_convert_both_ways) {
  EXPECT_EQ(vpn_of(VirtAddr(0x12fff)), Vpn(0x12));
  EXPECT_EQ(addr_of(Vpn(0x12)), VirtAddr(0x12000));
  EXPECT_EQ(ppn_of(PhysAddr(0x12fff)), Ppn(0x12));
  EXPECT_EQ(addr_of(Ppn(0x12)), PhysAddr(0x12000));
  EXPECT_EQ(line_of(PhysAddr(0x7f)), LineAddr(1));
  EXPECT_EQ(addr_of(LineAddr(1)), PhysAddr(0x40));
  EXPECT_EQ(page_offset(VirtAddr(0x12fff)), 0xfffu);
}

TEST(Types, dense_page_numbers_hash_apart) {
  std::unordered_set<size_t> low_bits;
  for (uint64_t page = 0; page < 64; ++page)
    low_bits.insert(std::hash<Vpn>{}(Vpn(page << 20)) & 0xffff);
  EXPECT_GT(low_bits.size(), 60u);
}

TEST(Check, a_broken_invariant_names_place_condition_and_values) {
  try {
    COWMMU_CHECK(1 + 1 == 3, "at cycle 7");
    FAIL();
  } catch (const CheckFailed& e) {
    const std::string what = e.what();
    EXPECT_NE(what.find("types_test.cpp"), std::string::npos);
    EXPECT_NE(what.find("1 + 1 == 3"), std::string::npos);
    EXPECT_NE(what.find("at cycle 7"), std::string::npos);
  }
}

}  // namespace
}  // namespace cowmmu
