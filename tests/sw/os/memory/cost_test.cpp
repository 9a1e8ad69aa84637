// SPDX-License-Identifier: Apache-2.0
// The counts that headers promise, as formulas in pages and tables. Locks are free of cost,
// straight line code takes no time; what is left are accesses.
#include "memory_bench.h"

namespace cowmmu::test {
namespace {

OsParams unit(const std::string& policy) {
  OsParams params = with_fork(policy);
  params.cost.locks = "free";
  return params;
}

struct Forked {
  MemoryBench bench;
  BenchCpu& cpu = bench.harts[0];
  SpacePtr init = bench.create();
  uint64_t a;
  Forked(const std::string& policy, uint64_t pages) : bench(unit(policy)) {
    a = bench.map(*init, pages);
    for (uint64_t n = 0; n < pages; ++n) bench.write(*init, page(a, n), 1);
    for (int n = 0; n < 40; ++n) {  // a full cache: no refill in what follows
      spare.push_back(*bench.frames.allocate(cpu, FrameUse::kTable));
    }
    for (const Ppn frame : spare) bench.frames.free(cpu, frame);
  }
  std::vector<Ppn> spare;
};

constexpr uint64_t kLevels = 4, kTables = kLevels - 1;  // made by a child with pages in one block
constexpr Accesses operator+(Accesses a, const Accesses& b) {
  return {a.loads + b.loads,   a.stores + b.stores, a.atomics + b.atomics,
          a.fences + b.fences, a.copies + b.copies, a.zeroings + b.zeroings};
}
constexpr Accesses operator*(uint64_t n, const Accesses& a) {
  return {n * a.loads, n * a.stores, n * a.atomics, n * a.fences, n * a.copies, n * a.zeroings};
}
constexpr Accesses kAllocate{.loads = 2, .stores = 3};
constexpr Accesses kTable = kAllocate + Accesses{.stores = 1, .zeroings = 1};
// One VMA: 1 load and 1 store; the way down to the mapping; the child's leaf table.
constexpr Accesses kForkBase{.loads = 1 + 2 * (kLevels - 1), .stores = 1};

class CostTest : public ::testing::TestWithParam<uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Pages, CostTest, ::testing::Values(1, 2, 7, 20, 100));

TEST_P(CostTest, cow_fork_is_a_formula_in_pages_and_tables) {
  const uint64_t n = GetParam();
  Forked s("cow", n);
  SpacePtr child = s.bench.create();
  s.cpu.counts = {};
  ASSERT_EQ(s.bench.manager.fork(s.cpu, *s.init, *child), SysError::kNone);
  EXPECT_EQ(s.cpu.counts,
            (kForkBase + kTables * kTable + n * Accesses{.loads = 1, .stores = 2, .atomics = 2}));
  SpacePtr again = s.bench.create();
  s.cpu.counts = {};
  ASSERT_EQ(s.bench.manager.fork(s.cpu, *s.init, *again), SysError::kNone);
  // Nothing to protect any more.
  EXPECT_EQ(s.cpu.counts,
            (kForkBase + kTables * kTable + n * Accesses{.loads = 1, .stores = 1, .atomics = 1}));
}

TEST_P(CostTest, eager_fork_is_a_formula_in_pages_and_tables) {
  const uint64_t n = GetParam() > 20 ? 20 : GetParam();
  Forked s("eager", n);
  SpacePtr child = s.bench.create();
  s.cpu.counts = {};
  ASSERT_EQ(s.bench.manager.fork(s.cpu, *s.init, *child), SysError::kNone);
  EXPECT_EQ(s.cpu.counts, (kForkBase + kTables * kTable + n * kAllocate +
                           n * Accesses{.loads = 1, .stores = 1, .copies = 1}));
}

TEST(FaultCostTest, a_cow_copy_and_a_reuse_cost_what_fault_h_says) {
  Forked s("cow", 1);
  SpacePtr child = s.bench.fork(*s.init);
  s.cpu.counts = {};
  s.bench.manager.fault(s.cpu, *child, Cause::kStorePageFault, VirtAddr(s.a));
  const Accesses walk{.loads = 1 + kLevels};  // one VMA node, one PTE a level
  EXPECT_EQ(s.cpu.counts,
            (walk + kAllocate + Accesses{.loads = 1, .stores = 1, .atomics = 2, .copies = 1}));
  s.cpu.counts = {};
  s.bench.manager.fault(s.cpu, *s.init, Cause::kStorePageFault, VirtAddr(s.a));
  EXPECT_EQ(s.cpu.counts, (walk + Accesses{.loads = 1, .stores = 1, .atomics = 1, .fences = 1}));
}

TEST_P(CostTest, exit_is_a_formula_in_pages_and_tables) {
  const uint64_t n = GetParam() > 16 ? 16 : GetParam();
  Forked s("cow", n);
  for (int k = 0; k < 25; ++k) {  // room in the cache: no drain in what follows
    ASSERT_TRUE(s.bench.frames.allocate(s.cpu, FrameUse::kTable));
  }
  s.cpu.counts = {};
  s.bench.exit(std::move(s.init));
  const Accesses free{.loads = 2, .stores = 2};
  // The way down twice (pages, tables); a table's entry is also its parent's slot of the range.
  const Accesses walks{.loads = 2 * (kLevels - 1)};
  EXPECT_EQ(s.cpu.counts, (walks + n * (free + Accesses{.loads = 1, .stores = 1, .atomics = 1}) +
                           kTables * (free + Accesses{.stores = 1}) + free));
}

}  // namespace
}  // namespace cowmmu::test
