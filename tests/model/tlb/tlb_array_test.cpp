// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "entries.h"

namespace cowmmu {
namespace {

using namespace test;

TEST(TlbArray, is_empty_at_reset) {
  TlbArray tlb(fully(4));
  EXPECT_EQ(tlb.lookup(Vpn(0), kA), nullptr);
  EXPECT_EQ(tlb.lookup(Vpn(0), Asid(0)), nullptr);
  EXPECT_EQ(tlb.occupancy(), 0u);
  EXPECT_EQ(tlb.stats().misses, 2u);
}

TEST(TlbArray, hits_what_was_filled_in_its_own_space_only) {
  TlbArray tlb(fully(4));
  tlb.fill(page(7, kA, 70));
  ASSERT_NE(tlb.lookup(Vpn(7), kA), nullptr);
  EXPECT_EQ(tlb.lookup(Vpn(7), kA)->ppn, Ppn(70));
  EXPECT_EQ(tlb.lookup(Vpn(7), kB), nullptr);
  EXPECT_EQ(tlb.lookup(Vpn(8), kA), nullptr);
}

TEST(TlbArray, global_entries_hit_in_every_space) {
  TlbArray tlb(fully(4));
  tlb.fill(global(page(7, kA)));
  EXPECT_NE(tlb.lookup(Vpn(7), kB), nullptr);
}

TEST(TlbArray, every_page_size_covers_its_region_and_no_page_more) {
  for (const TlbParams& shape : {fully(8), sets_of(2, 8)}) {
    const uint64_t at = 5ULL << 36;  // aligned for every size
    for (const TlbEntry& e : {page(at, kA), napot(at, kA), superpage(at, kA, 1),
                              superpage(at, kA, 2), superpage(at, kA, 3), superpage(at, kA, 4)}) {
      TlbArray tlb(shape);
      tlb.fill(e);
      EXPECT_EQ(tlb.lookup(Vpn(at - 1), kA), nullptr) << e.pages();
      EXPECT_NE(tlb.lookup(Vpn(at), kA), nullptr) << e.pages();
      EXPECT_NE(tlb.lookup(Vpn(at + e.pages() - 1), kA), nullptr) << e.pages();
      EXPECT_EQ(tlb.lookup(Vpn(at + e.pages()), kA), nullptr) << e.pages();
    }
  }
}

TEST(TlbEntry, translates_the_offset_within_its_region) {
  EXPECT_EQ(page(3, kA, 0x50).translate(VirtAddr(0x3abc)), PhysAddr(0x50abc));
  EXPECT_EQ(napot(0x23, kA, 0x50).translate(VirtAddr(0x2fabc)), PhysAddr(0x5fabc));
  const TlbEntry two_mib =
      TlbEntry::make(VirtAddr(0x345678), kA, Pte::make(Ppn(0x800), kUserRw), 1, false);
  EXPECT_EQ(two_mib.translate(VirtAddr(0x3abcde)), PhysAddr(0x9abcde));
}

TEST(TlbArray, non_canonical_aliases_miss) {
  TlbArray tlb(fully(4));
  tlb.fill(page(7, kA));
  for (unsigned bit = 9; bit < 52; ++bit)
    EXPECT_EQ(tlb.lookup(Vpn(7 | 1ULL << bit), kA), nullptr) << bit;
}

TEST(TlbArray, the_smallest_matching_page_wins) {
  for (const TlbParams& shape : {fully(8), sets_of(2, 8)}) {
    TlbArray tlb(shape);
    tlb.fill(page(512, kA, 99));
    tlb.fill(superpage(512, kA, 1));
    EXPECT_EQ(tlb.lookup(Vpn(512), kA)->ppn, Ppn(99));
    EXPECT_EQ(tlb.lookup(Vpn(513), kA)->level, 1);
    tlb.fill(napot(512, kA, 0x40));
    EXPECT_EQ(tlb.lookup(Vpn(513), kA)->ppn, Ppn(0x40));
    EXPECT_EQ(tlb.lookup(Vpn(512), kA)->ppn, Ppn(99));
  }
}

TEST(TlbArray, refill_replaces_the_entry_of_the_same_page_in_place) {
  TlbArray tlb(fully(2));
  tlb.fill(page(1, kA, 10));
  tlb.fill(page(2, kA, 20));
  tlb.fill(page(1, kA, 11));
  EXPECT_EQ(tlb.lookup(Vpn(1), kA)->ppn, Ppn(11));
  EXPECT_NE(tlb.find(Vpn(2), kA), nullptr);
  EXPECT_EQ(tlb.stats().evictions, 0u);
}

// More of one page than the filter of tags can count.
TEST(TlbArray, a_page_of_hundreds_of_spaces_is_found_in_each_until_it_is_fenced) {
  constexpr uint64_t kSpaces = 300;
  TlbArray tlb(fully(512));
  for (uint64_t space = 0; space < kSpaces; ++space) tlb.fill(page(7, Asid(space), space));
  for (uint64_t space = 0; space < kSpaces; ++space) {
    EXPECT_EQ(tlb.occupancy(), kSpaces - space);
    ASSERT_NE(tlb.lookup(Vpn(7), Asid(space)), nullptr);
    EXPECT_EQ(tlb.fence(Fence::of_page(addr_of(Vpn(7)), Asid(space))), 1U);
    EXPECT_EQ(tlb.lookup(Vpn(7), Asid(space)), nullptr);
  }
}

TEST(TlbArray, a_global_fill_replaces_that_page_of_every_space) {
  TlbArray tlb(fully(4));
  tlb.fill(page(1, kA, 10));
  tlb.fill(page(1, kB, 20));
  tlb.fill(global(page(1, kA, 30)));
  EXPECT_EQ(tlb.lookup(Vpn(1), kB)->ppn, Ppn(30));
  EXPECT_EQ(tlb.occupancy(), 1u);
}

TEST(TlbArray, sets_are_indexed_by_the_page_number_of_each_size) {
  TlbArray tlb(sets_of(1, 4));
  for (uint64_t set = 0; set < 4; ++set) tlb.fill(superpage(set * 512ULL, kA, 1));
  EXPECT_EQ(tlb.occupancy(), 4u);
  tlb.fill(superpage(2048, kA, 1));  // set 0 again
  EXPECT_EQ(tlb.find(Vpn(0), kA), nullptr);
  EXPECT_EQ(tlb.stats().evictions, 1u);
  EXPECT_EQ(tlb.occupancy(), 4u);
}

TEST(TlbArray, counts_hits_misses_and_evictions) {
  TlbArray tlb(fully(1));
  tlb.lookup(Vpn(1), kA);
  tlb.fill(page(1, kA));
  tlb.lookup(Vpn(1), kA);
  tlb.lookup(Vpn(1), kA);
  tlb.fill(page(2, kA));
  EXPECT_EQ(tlb.stats().misses, 1u);
  EXPECT_EQ(tlb.stats().hits, 2u);
  EXPECT_EQ(tlb.stats().evictions, 1u);
  tlb.reset_stats();
  EXPECT_EQ(tlb.stats().hits, 0u);
}

TEST(TlbArray, find_is_no_use) {
  TlbArray tlb(fully(2));
  tlb.fill(page(1, kA));
  tlb.fill(page(2, kA));
  EXPECT_NE(tlb.find(Vpn(1), kA), nullptr);
  tlb.fill(page(3, kA));
  EXPECT_EQ(tlb.find(Vpn(1), kA), nullptr);
  EXPECT_EQ(tlb.stats().hits, 0u);
}

TEST(TlbArray, tells_which_frames_it_maps) {
  TlbArray tlb(fully(4));
  tlb.fill(page(1, kA, 0x777));
  tlb.fill(napot(0x20, kA, 0x50));
  EXPECT_TRUE(tlb.holds_frame(Ppn(0x777)));
  EXPECT_FALSE(tlb.holds_frame(Ppn(0x778)));
  EXPECT_TRUE(tlb.holds_frame(Ppn(0x50)));
  EXPECT_TRUE(tlb.holds_frame(Ppn(0x5f)));
  EXPECT_FALSE(tlb.holds_frame(Ppn(0x60)));
  EXPECT_TRUE(tlb.holds_frame(Ppn(0x777), kA));
  EXPECT_FALSE(tlb.holds_frame(Ppn(0x777), kB));
  tlb.fence(Fence::all());
  EXPECT_FALSE(tlb.holds_frame(Ppn(0x777)));
  EXPECT_FALSE(tlb.holds_frame(Ppn(0)));
}

class Log : public ITlbObserver {
 public:
  void on_fill(const TlbEntry& e) override { lines.push_back("+" + std::to_string(e.vpn.value)); }
  void on_evict(const TlbEntry& e) override { lines.push_back("-" + std::to_string(e.vpn.value)); }
  std::vector<std::string> lines;
};

TEST(TlbArray, observer_sees_every_entry_come_and_go) {
  TlbArray tlb(fully(2));
  Log log;
  tlb.observe(&log);
  tlb.fill(page(1, kA));
  tlb.fill(page(2, kA));
  tlb.fill(page(1, kA));
  tlb.fill(page(3, kA));
  tlb.fence(Fence::of_address(VirtAddr(0x1000)));
  EXPECT_EQ(log.lines, (std::vector<std::string>{"+1", "+2", "-1", "+1", "-2", "+3", "-1"}));
}

TEST(TlbArray, refuses_shapes_that_cannot_be_built) {
  EXPECT_EQ(TlbArray::problem_with(fully(3)), "");
  EXPECT_EQ(TlbArray::problem_with(sets_of(12, 128)), "");
  EXPECT_NE(TlbArray::problem_with({.entries = 10, .ways = 4}), "");
  EXPECT_NE(TlbArray::problem_with({.entries = 4, .ways = 8}), "");
  EXPECT_NE(TlbArray::problem_with(sets_of(2, 3)), "");
  EXPECT_NE(TlbArray::problem_with({.entries = 4, .replacement = "fifo"}), "");
}

}  // namespace
}  // namespace cowmmu
