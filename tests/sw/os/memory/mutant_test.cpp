// SPDX-License-Identifier: Apache-2.0
// Each mutant of the memory side changes what it says and is noticed here.
#include <functional>

#include "memory_bench.h"

namespace cowmmu::test {
namespace {

struct MutantTest : ::testing::Test {
  OsMutants mutants;
  MemoryBench bench{{}, 16 << 20, 2, &mutants};
  SpacePtr init = bench.create();
  uint64_t a = bench.map(*init, 2);

  void SetUp() override { bench.write(*init, a, 1); }
};

TEST_F(MutantTest, no_flush_after_fork_lets_a_store_reach_the_child) {
  mutants.no_flush_after_fork = true;
  SpacePtr child = bench.fork(*init);
  bench.write(*init, a, 2);
  EXPECT_EQ(bench.read(*child, a), 2U);
}

TEST_F(MutantTest, no_refcount_frees_a_frame_that_is_mapped) {
  mutants.no_refcount = true;
  SpacePtr child = bench.fork(*init);
  const Ppn frame = bench.frame(*init, a);
  bench.exit(std::move(child));
  EXPECT_FALSE(in_use(bench.descriptor(frame).state));
}

TEST_F(MutantTest, cow_not_cleared_on_reuse_makes_a_writable_page_look_shared) {
  mutants.cow_not_cleared_on_reuse = true;
  bench.exit(bench.fork(*init));
  bench.write(*init, a, 2);
  EXPECT_TRUE(bench.pte(*init, a).has(Pte::kCow | Pte::kW));
}

TEST_F(MutantTest, protect_that_forgets_sharing_lets_a_store_reach_the_child) {
  mutants.protect_makes_shared_writable = true;
  SpacePtr child = bench.fork(*init);
  bench.protect(*init, a, 1, Prot::kRead);
  bench.protect(*init, a, 1, kRw);
  bench.write(*init, a, 2);
  EXPECT_EQ(bench.read(*child, a), 2U);
}

TEST_F(MutantTest, a_plain_store_loses_a_hardware_update) {
  mutants.plain_store_to_live_pte = true;
  const MemoryServices services{bench.params,    bench.frames,   bench.arena,
                                bench.shootdown, bench.observer, bench.counters,
                                init->mode,      Cycles(0),      &mutants};
  const PageTables tables(services);
  const uint64_t b = page(a, 1);
  bench.read(*init, b);
  const PteSlot slot = tables.find(bench.probe, *init, VirtAddr(b));
  bench.memory[slot.at.value] |= Pte::kD;
  tables.change(bench.probe, *init, slot,
                [](Pte pte) { return pte.without(Pte::kW).with(Pte::kG); });
  EXPECT_FALSE(bench.pte(*init, b).dirty());
}

TEST_F(MutantTest, address_fences_only_drop_the_request_for_tables) {
  mutants.address_fences_only_after_table = true;
  bench.shootdown.requests.clear();
  bench.unmap(*init, a, 2);
  ASSERT_EQ(bench.shootdown.requests.size(), 1U);
  EXPECT_FALSE(bench.shootdown.requests[0].tables);
}

// What was free when the flush came.
struct AtFlush : BenchShootdown {
  AtFlush(std::vector<BenchCpu>& harts, FrameAllocator& all)
      : BenchShootdown(harts, 33), frames(all) {}
  void flush(ICpu& cpu, AddressSpace& space, const FlushRequest& request) override {
    if (look) look();
    user = frames.totals().user;
    tables = frames.totals().tables;
    BenchShootdown::flush(cpu, space, request);
  }
  FrameAllocator& frames;
  uint64_t user = 0, tables = 0;
  std::function<void()> look;
  bool present = false;
};

TEST_F(MutantTest, a_new_pte_stands_at_its_flush_only_by_its_mutant) {
  AtFlush watch(bench.harts, bench.frames);
  MemoryManager manager({bench.params, bench.frames, bench.arena, watch, bench.observer,
                         bench.counters, init->mode, Cycles(0), &mutants});
  for (const bool early : {false, true}) {
    mutants.set_before_ack = early;
    SpacePtr child = bench.fork(*init);
    watch.look = [&] { watch.present = bench.pte(*child, a).valid(); };
    manager.fault(bench.harts[0], *child, Cause::kStorePageFault, VirtAddr(a));
    EXPECT_EQ(watch.present, early);
    watch.look = nullptr;
    bench.exit(std::move(child));
  }
}

TEST_F(MutantTest, frames_and_tables_are_freed_before_the_flush_only_by_their_mutants) {
  AtFlush watch(bench.harts, bench.frames);
  MemoryManager manager({bench.params, bench.frames, bench.arena, watch, bench.observer,
                         bench.counters, init->mode, Cycles(0), &mutants});
  auto unmap_with = [&](bool frames_first, bool tables_first) {
    mutants.free_before_ack = frames_first;
    mutants.table_freed_during_walk = tables_first;
    bench.write(*init, a, 1);
    manager.munmap(bench.harts[0], *init, call(a, 2 * kPageBytes));
    bench.map(*init, 2, kRw, a);
    return std::pair(watch.user, watch.tables);
  };
  EXPECT_EQ(unmap_with(false, false), std::pair(1UL, 4UL));
  EXPECT_EQ(unmap_with(true, false), std::pair(0UL, 4UL));
  EXPECT_EQ(unmap_with(false, true), std::pair(1UL, 1UL));
}

}  // namespace
}  // namespace cowmmu::test
