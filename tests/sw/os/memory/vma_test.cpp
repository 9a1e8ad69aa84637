// SPDX-License-Identifier: Apache-2.0
#include <random>

#include "memory_bench.h"

namespace cowmmu::test {
namespace {

struct VmaTest : ::testing::Test {
  MemoryBench bench;
  VmaTree tree;
  BenchCpu& cpu = bench.harts[0];

  void set(uint64_t first, uint64_t end, uint64_t prot) {
    tree.set(cpu, bench.arena, {Vpn(first), Vpn(end), Vma{.prot = prot}});
  }
  uint64_t prot_at(uint64_t page) {
    const auto found = tree.find(cpu, Vpn(page));
    return found ? found->vma.prot : 99;
  }
};

TEST_F(VmaTest, a_hole_splits_a_mapping) {
  set(10, 20, 3);
  tree.erase(cpu, bench.arena, Vpn(14), Vpn(16));
  EXPECT_EQ(tree.nodes(), 2U);
  EXPECT_EQ(prot_at(13), 3U);
  EXPECT_EQ(prot_at(14), 99U);
  EXPECT_EQ(prot_at(16), 3U);
}

TEST_F(VmaTest, equal_neighbours_join_and_unequal_ones_do_not) {
  set(10, 20, 3);
  set(20, 30, 3);
  EXPECT_EQ(tree.nodes(), 1U);
  set(30, 40, 1);
  EXPECT_EQ(tree.nodes(), 2U);
  set(30, 40, 3);
  EXPECT_EQ(tree.nodes(), 1U);
}

TEST_F(VmaTest, a_mapping_without_any_permission_is_still_a_mapping) {
  set(10, 20, 0);
  EXPECT_EQ(prot_at(10), 0U);
}

TEST_F(VmaTest, a_look_up_loads_at_most_log2_nodes_plus_one) {
  for (uint64_t n = 0; n < 100; ++n) set(n * 10, n * 10 + 5, n % 3);
  ASSERT_EQ(tree.nodes(), 100U);
  for (uint64_t page = 0; page < 1000; ++page) {
    cpu.counts = {};
    prot_at(page);
    EXPECT_LE(cpu.counts.loads, 7U);
    EXPECT_GE(cpu.counts.loads, 1U);
  }
}

TEST_F(VmaTest, gap_is_the_lowest_that_fits) {
  set(10, 20, 3);
  set(25, 30, 3);
  EXPECT_EQ(tree.find_gap(5, Vpn(10), Vpn(1000)), Vpn(20));
  EXPECT_EQ(tree.find_gap(6, Vpn(10), Vpn(1000)), Vpn(30));
  EXPECT_EQ(tree.find_gap(6, Vpn(3), Vpn(1000)), Vpn(3));
  EXPECT_FALSE(tree.find_gap(6, Vpn(10), Vpn(35)));
}

TEST_F(VmaTest, random_changes_agree_with_an_array_of_pages) {
  std::mt19937_64 random(11);
  std::vector<uint64_t> pages(200, 99);
  for (int step = 0; step < 3000; ++step) {
    const uint64_t first = random() % 190, end = first + 1 + random() % 10;
    const uint64_t prot = random() % 4;
    if (random() % 3 == 0) {
      tree.erase(cpu, bench.arena, Vpn(first), Vpn(end));
    } else {
      set(first, end, prot);
    }
    const auto last = prot_at(first) == 99 ? 99 : prot;
    for (uint64_t p = first; p < end; ++p) pages[p] = last;
    for (uint64_t p = 0; p < pages.size(); ++p) ASSERT_EQ(prot_at(p), pages[p]);
  }
}

}  // namespace
}  // namespace cowmmu::test
