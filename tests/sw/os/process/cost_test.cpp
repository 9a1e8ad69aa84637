// SPDX-License-Identifier: Apache-2.0
// The accesses of process-side kernel code, one by one: the closed formulas of preset `unit` rest
// on them. A lock is 1 atomic, 1 load and 1 store; fake memory's own accesses are taken off.
#include <gtest/gtest.h>

#include "kernel_bench.h"

namespace cowmmu::test {
namespace {

Counts operator-(const Counts& a, const Counts& b) {
  return {a.loads - b.loads, a.stores - b.stores, a.atomics - b.atomics, a.fences - b.fences,
          a.ipis - b.ipis};
}
// `locks` times a lock, and these.
Counts with_locks(uint64_t locks, Counts others) {
  return {others.loads + locks, others.stores + locks, others.atomics + locks, others.fences,
          others.ipis};
}
// Counts of hart 0 from the step that makes the call to the one that sees its result.
struct Meter {
  KernelBench& bench;
  Counts before{}, after{};
  Script::Step begin(Op op) {
    return [this, op](const OpResult&) {
      before = bench.machine.cpu(0).counts;
      return op;
    };
  }
  Script::Step end(Op op) {
    return [this, op](const OpResult&) {
      if (after == Counts{}) after = bench.machine.cpu(0).counts;
      return op;
    };
  }
  Counts spent() const { return after - before; }
};

class CostHarts : public testing::TestWithParam<uint64_t> {};
INSTANTIATE_TEST_SUITE_P(harts, CostHarts, testing::Values(1, 2, 3, 8, 64));

TEST_P(CostHarts, fork_makes_the_accesses_that_its_header_counts) {
  const uint64_t harts = GetParam();
  KernelBench bench(harts);
  Meter meter{bench};
  EXPECT_TRUE(bench.run({{meter.begin(sys(Sys::kFork)), meter.end(sys(Sys::kExit))}}));
  // Fake memory: the address-space lock (1 atomic, 1 load, 1 store, 1 atomic), the footprint, 1
  // fence.
  const Counts memory{.loads = 2, .stores = 1, .atomics = 2, .fences = 1};
  const bool other = harts > 1;
  EXPECT_EQ(meter.spent() - memory, with_locks(3, {.loads = 3 + harts + (other ? 0u : 1u),
                                                   .stores = 10,
                                                   .atomics = other ? 1u : 0u,
                                                   .ipis = other ? 1u : 0u}));
}

TEST(Cost, exit_to_a_waiting_parent_makes_the_accesses_that_its_header_counts) {
  KernelBench bench(1);
  Meter meter{bench};
  const auto sides = [&](const OpResult& last) {
    if (last.value != 0) return sys(Sys::kWait);
    return meter.begin(sys(Sys::kExit))(last);
  };
  EXPECT_TRUE(bench.run({{then(Sys::kFork), sides, meter.end(sys(Sys::kExit))}}));
  const Counts memory{.loads = 1, .fences = 1};  // footprint; the flush of an ASID
  EXPECT_EQ(meter.spent() - memory, with_locks(8, {.loads = 9, .stores = 11, .atomics = 1}));
}

TEST(Cost, a_yield_alone_looks_at_its_queue) {
  KernelBench bench(1);
  Meter meter{bench};
  EXPECT_TRUE(bench.run({{meter.begin(sys(Sys::kYield)), meter.end(sys(Sys::kExit))}}));
  EXPECT_EQ(meter.spent(), with_locks(1, {.loads = 2}));  // head, runnable threads
}

TEST(Cost, park_with_a_token_and_unpark_are_one_lock_each) {
  KernelBench bench(1);
  Meter unpark{bench}, park{bench};
  EXPECT_TRUE(bench.run({{unpark.begin(sys(Sys::kUnpark, 1)), unpark.end(Op::compute(1)),
                          park.begin(sys(Sys::kPark)), park.end(sys(Sys::kExit))}}));
  EXPECT_EQ(unpark.spent(), with_locks(1, {.loads = 1}));
  EXPECT_EQ(park.spent(), with_locks(1, {}));
}

TEST(Cost, calls_that_only_measure_touch_no_memory) {
  KernelBench bench(1);
  Meter meter{bench};
  EXPECT_TRUE(bench.run({{meter.begin(sys(Sys::kRequestBegin)), then(Sys::kRequestEnd),
                          then(Sys::kOrdered), then(Sys::kMark), meter.end(sys(Sys::kExit))}}));
  EXPECT_EQ(meter.spent(), Counts{});
}

}  // namespace
}  // namespace cowmmu::test
