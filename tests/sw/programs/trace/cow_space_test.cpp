// SPDX-License-Identifier: Apache-2.0
// The functional copy-on-write replay on traces small enough to count by hand.
#include <gtest/gtest.h>

#include "programs/trace/address_map.h"
#include "programs/trace/summary.h"
#include "samples.h"

namespace cowmmu::trace {
namespace {

const std::string kFork = "P 20 10\nF 20\n";
const std::string kWrite2 = "D 80 1 1 0\n";

CowCounts cow_of(const std::string& text) { return summarise(read_text(kStart + text)).cow(); }

TEST(CowReplay, the_first_writer_copies_and_the_last_sharer_reuses) {
  const CowCounts cow = cow_of(kWrite2 + kFork + "= 20\n" + kWrite2 + "Z 0\n= 10\n" + kWrite2);
  EXPECT_EQ(cow.first_writes, 1u);
  EXPECT_EQ(cow.copies, 1u);
  EXPECT_EQ(cow.reuses, 1u);
}

TEST(CowReplay, the_end_of_a_sharer_leaves_nothing_to_copy) {
  const CowCounts cow = cow_of(kWrite2 + kFork + "= 20\nZ 0\n= 10\n" + kWrite2 + kWrite2);
  EXPECT_EQ(cow.copies, 0u);
  EXPECT_EQ(cow.reuses, 1u);
}

TEST(CowReplay, a_page_that_was_only_read_is_no_cow_page) {
  const CowCounts cow = cow_of("D 80 1 0 -\n" + kFork + kWrite2 + "= 20\n" + kWrite2);
  EXPECT_EQ(cow.first_writes, 2u);
  EXPECT_EQ(cow.faults(), 0u);
}

TEST(CowReplay, a_shared_mapping_is_never_copied) {
  const CowCounts cow =
      cow_of("M a000 4096 rw- s\nD 280 1 1 0\n" + kFork + "D 280 1 1 0\n= 20\nD 280 1 1 0\n");
  EXPECT_EQ(cow.first_writes, 0u);
  EXPECT_EQ(cow.faults(), 0u);
}

TEST(CowReplay, kernel_writes_count_as_stores) {
  EXPECT_EQ(cow_of(kWrite2 + "D c0 1 1 0\n" + kFork + "K 2ff8 16\n").copies, 2u);
}

TEST(CowReplay, dontneed_unmap_and_exec_drop_the_page) {
  for (const char* drop : {"A 2000 4096 4\n", "U 2000 4096\n", "X\n"})
    EXPECT_EQ(cow_of(kWrite2 + kFork + "= 20\n" + drop + "= 10\n" + kWrite2).reuses, 1u) << drop;
}

TEST(CowReplay, other_advice_keeps_the_page) {
  EXPECT_EQ(cow_of(kWrite2 + kFork + "= 20\nA 2000 4096 3\n= 10\n" + kWrite2).copies, 1u);
}

TEST(CowReplay, a_moved_page_stays_shared) {
  const CowCounts cow =
      cow_of(kWrite2 + kFork + "= 20\nR 2000 4096 a000 8192\nD 280 1 1 0\nD 2c0 1 1 0\n");
  EXPECT_EQ(cow.copies, 1u);
  EXPECT_EQ(cow.first_writes, 2u);
}

TEST(CowReplay, what_a_shrinking_remap_cuts_off_is_dropped) {
  const CowCounts cow =
      cow_of("D c0 1 1 0\n" + kFork + "= 20\nR 2000 8192 2000 4096\n= 10\n" + "D c0 1 1 0\n");
  EXPECT_EQ(cow.reuses, 1u);
}

TEST(CowReplay, a_vforked_child_writes_its_parents_pages) {
  const Summary summary = summarise(
      read_text(kStart + kWrite2 + "P 20 10\nV 20\n= 20\n" + kWrite2 + "Z 0\n= 10\n" + kWrite2));
  EXPECT_EQ(summary.cow().faults(), 0u);
  EXPECT_EQ(summary.processes[1].written, 1u);
  EXPECT_TRUE(summary.forks.empty());
}

TEST(CowReplay, mappings_left_out_or_wiped_at_fork_share_nothing) {
  for (const char* advice : {"10", "18"}) {
    const CowCounts cow =
        cow_of(kWrite2 + "A 2000 4096 " + advice + "\n" + kFork + kWrite2 + "= 20\nZ 0\n");
    EXPECT_EQ(cow.faults(), 0u) << advice;
  }
  EXPECT_EQ(cow_of(kWrite2 + "A 2000 4096 10\nA 2000 4096 11\n" + kFork + kWrite2).copies, 1u);
}

TEST(CowReplay, a_child_cannot_access_what_fork_left_out) {
  EXPECT_NE(error_of(kStart + "A 2000 4096 10\n" + kFork + "= 20\n" + kWrite2), "");
  EXPECT_EQ(error_of(kStart + "A 2000 4096 18\n" + kFork + "= 20\n" + kWrite2), "");
}

TEST(CowReplay, resident_pages_are_shared_by_fork_but_are_nobodys_first_write) {
  const Summary summary =
      summarise(read_text(kStart + "N 2 1 1\nN 3 1 0\nk 8000 8\n" + kFork + kWrite2));
  EXPECT_EQ(summary.forks[0].present, 3u);
  EXPECT_EQ(summary.forks[0].dirty, 1u);
  EXPECT_EQ(summary.cow().first_writes, 0u);
  EXPECT_EQ(summary.cow().copies, 1u);
}

TEST(Summary, pages_count_anew_after_an_exec) {
  const Summary summary =
      summarise(read_text(kStart + kWrite2 + "I 40 1\nX\nM 2000 4096 rw- a\n" + kWrite2));
  EXPECT_EQ(summary.processes[0].pages, 3u);
  EXPECT_EQ(summary.processes[0].written, 2u);
}

TEST(AddressMap, an_inaccessible_mapping_is_a_mapping) {
  AddressMap map;
  map.apply(Kind::kMap, {.address = VirtAddr(0x1000), .length = ByteCount(0x3000)});
  EXPECT_TRUE(map.maps_all(VirtAddr(0x1000), ByteCount(0x3000)));
  EXPECT_FALSE(map.maps_all(VirtAddr(0x1000), ByteCount(0x3001)));
  EXPECT_EQ(map.find(Vpn(2)).last, Vpn(4));
  map.apply(Kind::kUnmap, {.address = VirtAddr(0x2000), .length = ByteCount(0x1000)});
  EXPECT_FALSE(map.find(Vpn(2)).contains(Vpn(2)));
  EXPECT_EQ(map.find(Vpn(3)).first, Vpn(3));
}

TEST(AddressMap, protecting_a_part_splits_the_mapping) {
  AddressMap map;
  const Protection rw = {true, true, false};
  map.apply(Kind::kMap,
            {.address = VirtAddr(0x1000), .length = ByteCount(0x3000), .protection = rw});
  map.apply(Kind::kProtect, {.address = VirtAddr(0x2000), .length = ByteCount(0x1000)});
  EXPECT_EQ(map.find(Vpn(1)).area.protection, rw);
  EXPECT_EQ(map.find(Vpn(2)).area.protection, Protection{});
  EXPECT_EQ(map.find(Vpn(3)).area.protection, rw);
}

}  // namespace
}  // namespace cowmmu::trace
