// SPDX-License-Identifier: Apache-2.0
// The watch over fences notices what it is there for.
#include "rtl/mmu/fence_watch.h"

#include <gtest/gtest.h>

namespace cowmmu::test {
namespace {

constexpr Asid kAsid{1};
constexpr VirtAddr kVa{0x5000};

class FenceWatchTest : public testing::Test {
 protected:
  // A 4 KiB leaf of one space as memory gives it in `cycle`.
  Pte leaf_read_in(uint64_t cycle) {
    for (int n = 0; n < 1'000; ++n) {
      const Pte pte = tables_.read(addr_of(MmuTables::kMemory.begin), cycle);
      if (pte.leaf() && !pte.napot() && !pte.global()) return pte;
    }
    ADD_FAILURE() << "no such leaf in 1000 reads";
    return Pte();
  }
  // Whether a translation read in `cycle` may not be seen; both ways of asking agree.
  bool forbids(uint64_t cycle, VirtAddr va = kVa, Asid asid = kAsid) {
    const Pte leaf = leaf_read_in(cycle);
    const bool answer = watch_.forbids(vpn_of(va), asid, leaf.ppn());
    EXPECT_EQ(watch_.forbids(TlbEntry::make(va, asid, leaf, 0, false)), answer);
    return answer;
  }

  RandomPtes ptes_{1};
  MmuTables tables_{ptes_};
  FenceWatch watch_;
};

TEST_F(FenceWatchTest, forbids_what_was_read_up_to_the_fence_not_after) {
  watch_.accepted(Fence::all(), 10);
  EXPECT_TRUE(forbids(9));
  EXPECT_TRUE(forbids(10));
  EXPECT_FALSE(forbids(11));
}

TEST_F(FenceWatchTest, forbids_what_the_fence_matches_only) {
  watch_.accepted(Fence::of_page(kVa, kAsid), 10);
  EXPECT_TRUE(forbids(9));
  EXPECT_FALSE(forbids(9, VirtAddr(0x6000)));
  EXPECT_FALSE(forbids(9, kVa, Asid(2)));
}

TEST_F(FenceWatchTest, a_fence_of_a_space_leaves_global_translations) {
  watch_.accepted(Fence::of_asid(kAsid), 10);
  EXPECT_TRUE(forbids(9));
  EXPECT_FALSE(watch_.forbids(TlbEntry::make(kVa, kAsid, leaf_read_in(9), 0, true)));
}

}  // namespace
}  // namespace cowmmu::test
