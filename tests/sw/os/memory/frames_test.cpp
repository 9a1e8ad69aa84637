// SPDX-License-Identifier: Apache-2.0
#include <random>
#include <set>

#include "memory_bench.h"

namespace cowmmu::test {
namespace {

constexpr uint64_t kSmall = 1 << 20;

TEST(PhysicalLayoutTest, parts_follow_one_another_and_frames_end_with_memory) {
  const PhysicalLayout layout(PhysAddr(0x80000000), 16 << 20);
  EXPECT_EQ(layout.allocator.value, 0x80000000 + 4096 * 64U);
  EXPECT_GT(layout.arena_begin, layout.allocator);
  EXPECT_LE(layout.arena_end, addr_of(layout.zero_frame));
  EXPECT_LT(layout.zero_frame, layout.frames_first);
  EXPECT_EQ(layout.frames_end.value, (0x80000000 + (16ULL << 20)) / kPageBytes);
}

std::vector<Ppn> take_all(MemoryBench& bench, uint64_t hart) {
  std::vector<Ppn> all;
  while (const auto frame = bench.frames.allocate(bench.harts[hart], FrameUse::kTable)) {
    all.push_back(*frame);
  }
  return all;
}

TEST(FrameAllocatorTest, hands_out_every_frame_once) {
  MemoryBench bench({}, kSmall);
  const std::vector<Ppn> all = take_all(bench, 0);
  EXPECT_EQ(all.size(), bench.layout.frames());
  EXPECT_EQ(std::set<Ppn>(all.begin(), all.end()).size(), all.size());
  for (const Ppn frame : all) {
    EXPECT_GE(frame, bench.layout.frames_first);
    EXPECT_LT(frame, bench.layout.frames_end);
  }
}

TEST(FrameAllocatorTest, fails_only_when_no_other_harts_cache_has_a_frame) {
  MemoryBench bench({}, kSmall);
  const std::vector<Ppn> all = take_all(bench, 0);
  bench.frames.free(bench.harts[0], all[3]);  // into hart 0's cache
  const auto stolen = bench.frames.allocate(bench.harts[1], FrameUse::kTable);
  ASSERT_TRUE(stolen);
  EXPECT_EQ(*stolen, all[3]);
  EXPECT_FALSE(bench.frames.allocate(bench.harts[1], FrameUse::kTable));
}

TEST(FrameAllocatorTest, freed_frames_merge_into_the_largest_blocks) {
  MemoryBench bench({}, 8 << 20, 1);
  for (const Ppn frame : take_all(bench, 0)) bench.frames.free(bench.harts[0], frame);
  // All but what the cache holds back can be had again as blocks.
  uint64_t got = 0;
  for (const unsigned order : {9U, 5U, 0U}) {
    while (bench.frames.allocate(bench.harts[0], FrameUse::kTable, order)) got += 1ULL << order;
    if (order == 9U) {
      EXPECT_GE(got, 1024U);
    }
  }
  EXPECT_EQ(got, bench.layout.frames());
}

TEST(FrameAllocatorTest, blocks_are_aligned_to_their_size) {
  MemoryBench bench;
  bench.frames.allocate(bench.harts[0], FrameUse::kTable);
  const auto block = bench.frames.allocate(bench.harts[0], FrameUse::kTable, 9);
  ASSERT_TRUE(block);
  EXPECT_EQ(block->value % 512, 0U);
}

TEST(FrameAllocatorTest, random_use_never_gives_a_frame_twice_and_loses_none) {
  for (const double aged : {0.0, 0.5, 1.0}) {
    OsParams params;
    params.memory.aged = aged;
    MemoryBench bench(params, kSmall, 3);
    std::mt19937_64 random(7);
    std::vector<Ppn> held;
    std::set<Ppn> in_use;
    for (int step = 0; step < 20000; ++step) {
      BenchCpu& cpu = bench.harts[random() % 3];
      if (random() % 2 == 0) {
        const auto frame = bench.frames.allocate(cpu, FrameUse::kUser);
        ASSERT_EQ(frame.has_value(), held.size() < bench.layout.frames());
        if (!frame) continue;
        ASSERT_TRUE(in_use.insert(*frame).second);
        held.push_back(*frame);
      } else if (!held.empty()) {
        std::swap(held[random() % held.size()], held.back());
        bench.frames.free(cpu, held.back());
        in_use.erase(held.back());
        held.pop_back();
      }
    }
    uint64_t counted = 0;
    bench.frames.for_each_in_use(bench.probe, [&](Ppn f) { counted += in_use.count(f); });
    EXPECT_EQ(counted, held.size());
    EXPECT_EQ(bench.frames.totals().in_use(), held.size());
  }
}

TEST(FrameAllocatorTest, an_aged_machine_hands_out_scattered_frames) {
  OsParams params;
  params.memory.aged = 1.0;
  MemoryBench bench(params, kSmall, 1);
  uint64_t neighbours = 0;
  Ppn last{};
  for (int n = 0; n < 64; ++n) {
    const Ppn frame = *bench.frames.allocate(bench.harts[0], FrameUse::kUser);
    neighbours += frame.value == last.value + 1 ? 1 : 0;
    last = frame;
  }
  EXPECT_LT(neighbours, 8U);
}

TEST(FrameAllocatorTest, user_frames_limits_user_pages_alone) {
  OsParams params;
  params.memory.user_frames = 2;
  MemoryBench bench(params);
  BenchCpu& cpu = bench.harts[0];
  const auto first = bench.frames.allocate(cpu, FrameUse::kUser);
  EXPECT_TRUE(bench.frames.allocate(cpu, FrameUse::kShared));
  EXPECT_FALSE(bench.frames.allocate(cpu, FrameUse::kUser));
  EXPECT_TRUE(bench.frames.allocate(cpu, FrameUse::kTable));
  EXPECT_TRUE(bench.frames.allocate(cpu, FrameUse::kFile));
  bench.frames.free(cpu, *first);
  EXPECT_TRUE(bench.frames.allocate(cpu, FrameUse::kUser));
}

TEST(FrameAllocatorTest, leave_limits_everything_and_counts_frees) {
  MemoryBench bench;
  BenchCpu& cpu = bench.harts[0];
  const auto early = bench.frames.allocate(cpu, FrameUse::kUser);
  bench.frames.set_leave(cpu, 1);
  EXPECT_TRUE(bench.frames.allocate(cpu, FrameUse::kTable));
  EXPECT_FALSE(bench.frames.allocate(cpu, FrameUse::kUser));
  bench.frames.free(cpu, *early);
  EXPECT_TRUE(bench.frames.allocate(cpu, FrameUse::kUser));
  EXPECT_FALSE(bench.frames.allocate(cpu, FrameUse::kTable));
}

TEST(FrameAllocatorTest, peak_is_that_of_the_simulated_order) {
  MemoryBench bench;
  // Hart 1 is called first, but acts later in simulated time: never were two frames in use at once.
  bench.harts[1].spend(Cycles(1000));
  const auto late = bench.frames.allocate(bench.harts[1], FrameUse::kUser);
  const auto early = bench.frames.allocate(bench.harts[0], FrameUse::kUser);
  bench.frames.free(bench.harts[0], *early);
  EXPECT_EQ(bench.frames.totals().peak_user, 1U);
  EXPECT_EQ(bench.frames.totals().user, 1U);
  EXPECT_TRUE(late);
}

TEST(FrameAllocatorTest, a_cached_frame_costs_the_documented_accesses) {
  OsParams params;
  params.cost.locks = "free";
  MemoryBench bench(params);
  BenchCpu& cpu = bench.harts[0];
  bench.frames.allocate(cpu, FrameUse::kUser);  // refills
  cpu.counts = {};
  const auto frame = bench.frames.allocate(cpu, FrameUse::kUser);
  EXPECT_EQ(cpu.counts, (Accesses{.loads = 2, .stores = 3}));
  cpu.counts = {};
  bench.frames.free(cpu, *frame);
  EXPECT_EQ(cpu.counts, (Accesses{.loads = 2, .stores = 2}));
}

TEST(FrameAllocatorTest, a_refill_from_fresh_memory_costs_the_documented_accesses) {
  OsParams params;
  params.cost.locks = "free";
  MemoryBench bench(params);
  BenchCpu& cpu = bench.harts[0];
  bench.frames.allocate(cpu, FrameUse::kUser);
  EXPECT_EQ(cpu.counts, (Accesses{.loads = 4, .stores = 1 + 31 + 1 + 2}));
}

TEST(FrameAllocatorTest, sixty_four_gibibytes_cost_nothing_at_boot) {
  MemoryBench bench({}, 64ULL << 30);
  EXPECT_TRUE(bench.memory.empty());
  EXPECT_TRUE(bench.frames.allocate(bench.harts[0], FrameUse::kUser));
  EXPECT_LT(bench.memory.size(), 100U);
}

}  // namespace
}  // namespace cowmmu::test
