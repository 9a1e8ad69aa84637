// SPDX-License-Identifier: Apache-2.0
#include "memory_bench.h"
#include "os/table_cursor.h"

namespace cowmmu::test {
namespace {

struct PageTableTest : ::testing::Test {
  MemoryBench bench;
  SpacePtr space = bench.create();
  BenchCpu& cpu = bench.harts[0];
  MemoryServices services{bench.params,   bench.frames,   bench.arena, bench.shootdown,
                          bench.observer, bench.counters, space->mode};
  PageTables tables{services};

  void put(uint64_t page) {
    const auto slot = tables.find_or_make(cpu, *space, addr_of(Vpn(page)));
    tables.set(cpu, *space, *slot, make_leaf(Ppn(page + 1), kRw, 0));
  }
  std::vector<uint64_t> present(uint64_t first, uint64_t end) {
    std::vector<uint64_t> found;
    PteCursor cursor(*space, Vpn(first), Vpn(end));
    while (const auto slot = cursor.next(cpu)) found.push_back(vpn_of(slot->va).value);
    return found;
  }
};

TEST_F(PageTableTest, cursor_finds_what_is_there_in_order) {
  const std::vector<uint64_t> pages{0, 1, 511, 512, 262143, 262144, 1ULL << 30, (1ULL << 35) - 1};
  for (const uint64_t p : pages) put(p);
  EXPECT_EQ(present(0, 1ULL << 35), pages);
  EXPECT_EQ(present(1, 512), (std::vector<uint64_t>{1, 511}));
  EXPECT_EQ(present(2, 511), std::vector<uint64_t>{});
  EXPECT_EQ(present(512, 262144), (std::vector<uint64_t>{512, 262143}));
}

TEST_F(PageTableTest, cost_grows_with_tables_not_with_the_range) {
  put(5);
  cpu.counts = {};
  EXPECT_EQ(present(0, 1ULL << 35).size(), 1U);
  // The user half of the root, and one table at each level below.
  EXPECT_EQ(cpu.counts, (Accesses{.loads = 256 + 3 * 512}));
  cpu.counts = {};
  present(4, 7);
  EXPECT_EQ(cpu.counts, (Accesses{.loads = 3 + 3}));
}

TEST_F(PageTableTest, a_walk_costs_a_load_a_level_and_missing_tables_a_store_each) {
  cpu.counts = {};
  put(5);
  const uint64_t allocations = 3;
  EXPECT_EQ(cpu.counts.zeroings, allocations);
  cpu.counts = {};
  tables.find(cpu, *space, addr_of(Vpn(5)));
  EXPECT_EQ(cpu.counts, (Accesses{.loads = 4}));
}

TEST_F(PageTableTest, a_change_keeps_a_and_d_that_hardware_sets_meanwhile) {
  put(5);
  PteSlot slot = tables.find(cpu, *space, addr_of(Vpn(5)));
  bench.memory[slot.at.value] |= Pte::kA | Pte::kD;  // after the kernel's look
  tables.change(cpu, *space, slot, [](Pte pte) { return pte.without(Pte::kW); });
  const Pte now(bench.memory[slot.at.value]);
  EXPECT_TRUE(now.has(Pte::kA | Pte::kD));
  EXPECT_FALSE(now.writable());
}

TEST_F(PageTableTest, table_cursor_yields_lower_tables_first_and_spares_neighbours) {
  for (const uint64_t p : {0ULL, 600ULL, 262144ULL}) put(p);
  auto levels = [&](TableBounds bounds) {
    std::vector<unsigned> found;
    TableCursor cursor(*space, bounds);
    while (const auto slot = cursor.next(cpu)) found.push_back(slot->level);
    return found;
  };
  const Vpn top(1ULL << 36);
  EXPECT_EQ(levels({Vpn(0), Vpn(262145), Vpn(0), top}), (std::vector<unsigned>{1, 1, 2, 1, 2, 3}));
  EXPECT_EQ(levels({Vpn(0), Vpn(1000), Vpn(0), Vpn(262144)}), (std::vector<unsigned>{1, 1, 2}));
  EXPECT_EQ(levels({Vpn(600), Vpn(601), Vpn(1), Vpn(262144)}), std::vector<unsigned>{1});
  EXPECT_EQ(levels({Vpn(0), Vpn(1), Vpn(0), Vpn(511)}), std::vector<unsigned>{});
}

TEST(LeafTest, a_leaf_without_permissions_is_not_valid_but_present) {
  const Pte none = make_leaf(Ppn(7), 0, Pte::kA);
  EXPECT_FALSE(none.valid());
  EXPECT_NE(none.bits(), 0U);
  EXPECT_EQ(reprotect(none, kRw), make_leaf(Ppn(7), kRw, Pte::kA));
}

TEST(LeafTest, marked_pages_are_never_writable) {
  EXPECT_FALSE(make_leaf(Ppn(7), kRw, Pte::kCow).writable());
  EXPECT_FALSE(make_leaf(Ppn(7), kRw, Pte::kSpecial).writable());
  EXPECT_TRUE(make_leaf(Ppn(7), Prot::kWrite, 0).readable());
}

}  // namespace
}  // namespace cowmmu::test
