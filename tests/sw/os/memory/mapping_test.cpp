// SPDX-License-Identifier: Apache-2.0
#include "memory_bench.h"

namespace cowmmu::test {
namespace {

struct MappingTest : ::testing::Test {
  MemoryBench bench;
  SpacePtr space = bench.create();
  BenchCpu& cpu = bench.harts[0];
  uint64_t value = 0;

  uint64_t filled(uint64_t pages, uint64_t flags = kRw, uint64_t address = 0) {
    const uint64_t at = bench.map(*space, pages, flags, address);
    for (uint64_t n = 0; n < pages; ++n) bench.write(*space, page(at, n), n + 1);
    return at;
  }
  SysResult remap(uint64_t at, uint64_t old_pages, uint64_t pages, uint64_t to = 0) {
    return bench.manager.mremap(cpu, *space,
                                call(at, old_pages * kPageBytes, pages * kPageBytes, to));
  }
};

TEST_F(MappingTest, unmap_of_the_middle_frees_it_after_one_flush) {
  const uint64_t a = filled(5);
  bench.read(*space, page(a, 2), 1);
  bench.shootdown.requests.clear();
  EXPECT_EQ(bench.unmap(*space, page(a, 1), 3), SysError::kNone);
  EXPECT_EQ(bench.shootdown.requests.size(), 1U);
  EXPECT_EQ(bench.frames.totals().user, 2U);
  EXPECT_EQ(bench.load(*space, page(a, 2), value, 1), Got::kSegv);
  EXPECT_EQ(bench.read(*space, page(a, 4)), 5U);
}

TEST_F(MappingTest, tables_go_with_the_last_mapping_they_serve) {
  const uint64_t far = 1ULL << 45;
  filled(2);
  EXPECT_EQ(space->tables, 4U);
  filled(1, kRw, far);
  filled(1, kRw, page(far, 3));
  EXPECT_EQ(space->tables, 7U);
  bench.unmap(*space, far, 1);
  EXPECT_EQ(space->tables, 7U);
  bench.shootdown.requests.clear();
  bench.unmap(*space, page(far, 3), 1);
  EXPECT_EQ(space->tables, 4U);
  EXPECT_EQ(bench.frames.totals().tables, 4U);
  ASSERT_EQ(bench.shootdown.requests.size(), 1U);
  EXPECT_TRUE(bench.shootdown.requests[0].tables);
}

TEST_F(MappingTest, a_fixed_address_replaces_what_was_there) {
  const uint64_t a = filled(3);
  bench.map(*space, 1, kRw, page(a, 1));
  EXPECT_EQ(bench.read(*space, page(a, 1)), 0U);
  EXPECT_EQ(bench.read(*space, page(a, 2)), 3U);
}

TEST_F(MappingTest, bad_ranges_are_invalid) {
  EXPECT_EQ(bench.manager.mmap(cpu, *space, call(0x1001, 4096, kRw)).error, SysError::kInvalid);
  EXPECT_EQ(bench.manager.mmap(cpu, *space, call(0, 0, kRw)).error, SysError::kInvalid);
  EXPECT_EQ(bench.unmap(*space, 1ULL << 47, 1), SysError::kInvalid);
  EXPECT_EQ(bench.unmap(*space, (1ULL << 47) - 4096, 2), SysError::kInvalid);
  EXPECT_EQ(bench.unmap(*space, 0x5000, 1), SysError::kNone);  // nothing there: nothing to do
}

TEST_F(MappingTest, protect_takes_permission_from_every_hart_and_never_gives_it_to_a_shared_page) {
  const uint64_t a = filled(2);
  bench.write(*space, a, 5, 1);
  bench.protect(*space, a, 2, Prot::kRead);
  EXPECT_EQ(bench.store(*space, a, 6, 1), Got::kSegv);
  SpacePtr child = bench.fork(*space);
  bench.protect(*space, a, 2, kRw);
  EXPECT_FALSE(bench.pte(*space, a).writable());
  bench.write(*space, a, 7);
  EXPECT_EQ(bench.read(*child, a), 5U);
  EXPECT_EQ(bench.copies(), 1U);
}

TEST_F(MappingTest, protect_rw_makes_an_exclusive_page_writable_without_a_fault) {
  const uint64_t a = filled(1);
  bench.protect(*space, a, 1, Prot::kRead);
  bench.read(*space, a);
  bench.protect(*space, a, 1, kRw);
  const auto faults = bench.counters.total().fault_cycles;
  bench.write(*space, a, 9);
  EXPECT_EQ(bench.faults(FaultKind::kSpurious), faults[6].count());
  EXPECT_EQ(bench.faults(FaultKind::kCowReuse), 0U);
}

TEST_F(MappingTest, mremap_moves_pages_without_copying) {
  const uint64_t a = filled(2);
  bench.map(*space, 1, kRw, page(a, 2));
  bench.protect(*space, page(a, 2), 1, Prot::kRead);  // in the way, and not to be joined
  const Ppn frame = bench.frame(*space, a);
  const SysResult r = remap(a, 2, 4);
  ASSERT_EQ(r.error, SysError::kNone);
  EXPECT_NE(r.value, a);
  EXPECT_EQ(bench.frame(*space, r.value), frame);
  EXPECT_EQ(bench.read(*space, page(r.value, 1)), 2U);
  EXPECT_EQ(bench.read(*space, page(r.value, 3)), 0U);
  EXPECT_EQ(bench.load(*space, a, value), Got::kSegv);
  EXPECT_EQ(bench.copies(), 0U);
  bench.expect_counts({space.get()});
}

TEST_F(MappingTest, mremap_grows_in_place_where_there_is_room_and_shrinks) {
  const uint64_t a = filled(2);
  EXPECT_EQ(remap(a, 2, 4).value, a);
  bench.write(*space, page(a, 3), 9);
  EXPECT_EQ(remap(a, 4, 1).value, a);
  EXPECT_EQ(bench.frames.totals().user, 1U);
  EXPECT_EQ(bench.load(*space, page(a, 1), value), Got::kSegv);
}

TEST_F(MappingTest, mremap_of_shared_memory_goes_on_with_its_object) {
  const uint64_t a = filled(2, kRw | MapFlags::kShared);
  SpacePtr child = bench.fork(*space);
  const uint64_t to = 1ULL << 44;
  ASSERT_EQ(remap(a, 2, 3, to).value, to);
  bench.write(*space, page(to, 1), 7);
  EXPECT_EQ(bench.read(*child, page(a, 1)), 7U);
  bench.write(*space, page(to, 2), 8);
  bench.exit(std::move(child));
  bench.unmap(*space, to, 3);
  EXPECT_EQ(bench.frames.totals().user, 0U);
}

TEST_F(MappingTest, mremap_without_memory_for_tables_moves_nothing) {
  const uint64_t a = filled(2);
  bench.frames.set_leave(cpu, 1);
  EXPECT_EQ(remap(a, 2, 2, 1ULL << 45).error, SysError::kNoMemory);
  EXPECT_EQ(bench.read(*space, page(a, 1)), 2U);
  EXPECT_EQ(space->tables, 4U);
  bench.exit(std::move(space));
  EXPECT_EQ(bench.frames.totals().in_use(), 0U);
}

TEST_F(MappingTest, brk_moves_the_heaps_end_and_returns_the_old_one) {
  auto brk = [&](int64_t by) {
    return bench.manager.brk(cpu, *space, call(static_cast<uint64_t>(by)));
  };
  EXPECT_EQ(brk(5000).value, kHeapBase);
  bench.write(*space, kHeapBase + 4096, 1);
  EXPECT_EQ(brk(-4096).value, kHeapBase + 5000);
  EXPECT_EQ(bench.load(*space, kHeapBase + 4096, value), Got::kSegv);
  EXPECT_EQ(brk(-5000).error, SysError::kInvalid);
  EXPECT_EQ(bench.manager.brk(cpu, *space, call(kHeapBase + 3 * 4096, 1)).error, SysError::kNone);
  EXPECT_EQ(bench.read(*space, kHeapBase + 4096), 0U);
}

TEST_F(MappingTest, dontneed_drops_only_the_own_mapping) {
  const uint64_t a = filled(2), s = filled(1, kRw | MapFlags::kShared);
  SpacePtr child = bench.fork(*space);
  bench.read(*child, a, 1);
  bench.advise(*child, a, 2, 4);
  bench.advise(*child, s, 1, 4);
  EXPECT_EQ(bench.read(*child, a, 1), 0U);
  EXPECT_EQ(bench.read(*space, a), 1U);
  EXPECT_EQ(bench.read(*child, s), 1U);
  EXPECT_EQ(bench.refs(*space, a), 1U);
}

TEST_F(MappingTest, a_giant_untouched_mapping_costs_what_its_tables_do) {
  auto cost = [&](uint64_t pages) {
    const uint64_t at = bench.map(*space, pages, kRw, 1ULL << 40);
    bench.write(*space, at, 1);
    cpu.counts = {};
    bench.exit(bench.fork(*space));
    bench.unmap(*space, at, pages);
    return cpu.counts.loads;
  };
  // Five scans (fork; exit and unmap, pages and tables) of the root's half and three tables.
  EXPECT_LE(cost(1ULL << 34), 5 * (256 + 3 * 512) + 50U);
}

}  // namespace
}  // namespace cowmmu::test
