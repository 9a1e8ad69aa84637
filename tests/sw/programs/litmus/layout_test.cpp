// SPDX-License-Identifier: Apache-2.0
// Where mappings lie: apart, in place where they fit, shared addresses only when all is used up.
#include "programs/litmus/layout.h"

#include <gtest/gtest.h>

#include "os/syscall.h"
#include "programs/litmus/parser.h"

namespace cowmmu::litmus {
namespace {

constexpr uint64_t kSv39End = 1ULL << 38, kSv48End = 1ULL << 47;

std::vector<std::optional<VirtAddr>> bases_of(const std::string& lines, uint64_t user_end) {
  const LitmusTest test = parse_litmus("t", "test t\n" + lines).at(0);
  const AddressLayout layout(test, VirtAddr(user_end));
  std::vector<std::optional<VirtAddr>> bases;
  for (RegionId id = 0; id < test.regions.size(); ++id) bases.push_back(layout.base(id));
  return bases;
}

TEST(LitmusLayout, mappings_follow_one_another_even_in_different_processes) {
  const auto bases = bases_of(
      "init: map A pages=3\ninit: fork c\ninit: map B pages=1\n"
      "c: map C pages=1",
      kSv39End);
  EXPECT_EQ(bases[0], VirtAddr(kMmapBase));
  EXPECT_EQ(bases[1], VirtAddr(kMmapBase + 3 * kPageBytes));
  EXPECT_EQ(bases[2], VirtAddr(kMmapBase + 4 * kPageBytes));
}

TEST(LitmusLayout, an_unmapped_address_is_not_used_again) {
  const auto bases = bases_of("init: map A pages=1\ninit: unmap A\ninit: map A pages=1", kSv39End);
  EXPECT_NE(bases[0], bases[1]);
}

TEST(LitmusLayout, a_remap_grows_in_place_only_where_nothing_lies_behind) {
  const auto last =
      bases_of("init: map A pages=1\ninit: remap A pages=4\ninit: map B pages=1", kSv39End);
  EXPECT_EQ(last[1], last[0]);
  EXPECT_EQ(last[2], VirtAddr(kMmapBase + 4 * kPageBytes));
  const auto moved =
      bases_of("init: map A pages=1\ninit: map B pages=1\ninit: remap A pages=4", kSv39End);
  EXPECT_EQ(moved[2], VirtAddr(kMmapBase + 2 * kPageBytes));
}

TEST(LitmusLayout, a_shrunk_mapping_grows_back_in_place) {
  const auto bases = bases_of(
      "init: map A pages=4\ninit: map B pages=1\ninit: remap A pages=1\n"
      "init: remap A pages=3",
      kSv39End);
  EXPECT_EQ(bases[2], bases[0]);
}

TEST(LitmusLayout, the_heap_lies_where_the_kernel_puts_it) {
  EXPECT_EQ(bases_of("init: brk +3", kSv39End)[0], VirtAddr(kHeapBase));
}

TEST(LitmusLayout, huge_mappings_are_aligned_to_2_mib) {
  const auto bases = bases_of("init: map A pages=1\ninit: map B pages=512 huge", kSv39End);
  EXPECT_EQ(bases[1], VirtAddr(kMmapBase + (2ULL << 20)));
}

TEST(LitmusLayout, a_mapping_may_fill_the_user_half_but_for_its_lowest_64_kib) {
  const auto whole = bases_of("init: map A pages=0x7fffffff0", kSv48End);
  EXPECT_EQ(whole[0], VirtAddr(64 * 1024));
  EXPECT_FALSE(bases_of("init: map A pages=0x7fffffff1", kSv48End)[0]);
  EXPECT_FALSE(bases_of("init: map A pages=0x7fffffff0", kSv39End)[0]);
}

TEST(LitmusLayout, when_all_is_used_up_addresses_of_unmapped_names_are_used_again) {
  const std::string half = "pages=0x400000000\n";  // half of Sv48's user half
  const auto bases = bases_of("init: map A " + half + "init: unmap A\ninit: map B " + half +
                                  "init: map C pages=0x300000000",
                              kSv48End);
  ASSERT_TRUE(bases[1] && bases[2]);
  EXPECT_GE(bases[2]->value, bases[1]->value + 0x400000000 * kPageBytes);
}

}  // namespace
}  // namespace cowmmu::litmus
