// SPDX-License-Identifier: Apache-2.0
#include "walker/page_walk_cache.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

constexpr Asid kA{1}, kB{2};
constexpr VirtAddr at(uint64_t table) { return VirtAddr(table << 21); }  // one level-0 table each

TEST(PageWalkCache, gives_the_deepest_table_on_the_way) {
  PageWalkCache pwc(4);
  EXPECT_EQ(pwc.lookup(at(0), kA), std::nullopt);
  pwc.fill(at(0), kA, {Ppn(20), 1, false});
  EXPECT_EQ(pwc.lookup(at(0), kA), (WalkPoint{Ppn(20), 1, false}));
  pwc.fill(at(0), kA, {Ppn(10), 0, false});
  EXPECT_EQ(pwc.lookup(at(0), kA), (WalkPoint{Ppn(10), 0, false}));
  EXPECT_EQ(pwc.lookup(at(1), kA), (WalkPoint{Ppn(20), 1, false}));
  EXPECT_EQ(pwc.lookup(at(512), kA), std::nullopt);
  EXPECT_EQ(pwc.stats().hits, 3u);
  EXPECT_EQ(pwc.stats().misses, 2u);
}

TEST(PageWalkCache, keeps_spaces_apart_but_shares_global_tables) {
  PageWalkCache pwc(4);
  pwc.fill(at(0), kA, {Ppn(10), 0, false});
  pwc.fill(at(1), kA, {Ppn(11), 0, true});
  EXPECT_EQ(pwc.lookup(at(0), kB), std::nullopt);
  EXPECT_EQ(pwc.lookup(at(1), kB), (WalkPoint{Ppn(11), 0, true}));
}

TEST(PageWalkCache, each_level_replaces_its_least_recently_used) {
  PageWalkCache pwc(2);
  pwc.fill(at(0), kA, {Ppn(10), 0, false});
  pwc.fill(at(0), kA, {Ppn(20), 1, false});
  pwc.fill(at(1), kA, {Ppn(11), 0, false});
  pwc.lookup(at(0), kA);
  pwc.fill(at(2), kA, {Ppn(12), 0, false});
  EXPECT_TRUE(pwc.holds_table(Ppn(10)));
  EXPECT_FALSE(pwc.holds_table(Ppn(11)));
  EXPECT_TRUE(pwc.holds_table(Ppn(20)));
  EXPECT_EQ(pwc.stats().evictions, 1u);
}

TEST(PageWalkCache, fences_follow_the_spec) {
  PageWalkCache pwc(8);
  pwc.fill(at(0), kA, {Ppn(10), 0, false});
  pwc.fill(at(1), kB, {Ppn(11), 0, false});
  pwc.fill(at(2), kA, {Ppn(12), 0, true});
  EXPECT_EQ(pwc.fence(Fence::of_address(at(0))), 0u);
  EXPECT_EQ(pwc.fence(Fence::of_page(at(0), kA)), 0u);
  EXPECT_EQ(pwc.fence(Fence::of_asid(kA)), 1u);
  EXPECT_TRUE(pwc.holds_table(Ppn(11)));
  EXPECT_TRUE(pwc.holds_table(Ppn(12)));
  EXPECT_EQ(pwc.fence(Fence::all()), 2u);
  EXPECT_EQ(pwc.occupancy(), 0u);
}

}  // namespace
}  // namespace cowmmu
