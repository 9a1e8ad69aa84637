// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <random>

#include "bench.h"
#include "os/asid_allocator.h"

namespace cowmmu::test {
namespace {

OsParams with_bits(uint64_t bits) {
  OsParams params = bare_params();
  params.asid_bits = bits;
  return params;
}

struct AsidBench {
  explicit AsidBench(uint64_t harts, const OsParams& p)
      : params(p), machine(harts), asids(params, harts, arena) {}
  AddressSpace& space(uint64_t n) {
    while (spaces.size() <= n) {
      spaces.push_back(empty_space(arena, Pid(spaces.size() + 1), LockCosts(params.cost)));
    }
    return *spaces[n];
  }
  // The hart loads the space, as a context switch does.
  Asid enter(uint64_t hart, uint64_t n) {
    FakeMachine once(machine.harts());
    Asid asid{};
    ICpu& cpu = machine.cpu(hart);
    std::vector<std::function<void(ICpu&)>> bodies(machine.harts(), [](ICpu&) {});
    bodies[hart] = [&](ICpu&) { asid = asids.enter(cpu, space(n)); };
    EXPECT_TRUE(machine.run(bodies));
    return asid;
  }
  uint64_t footprint(uint64_t n) { return machine.peek(space(n).footprint.harts_word); }

  OsParams params;
  KernelArena arena{kArenaBegin, kArenaEnd};
  FakeMachine machine;
  AsidAllocator asids;
  std::vector<std::unique_ptr<AddressSpace>> spaces;
};

TEST(Asid, a_space_keeps_its_asid_while_the_generation_lasts) {
  AsidBench bench(2, with_bits(4));
  const Asid first = bench.enter(0, 0);
  EXPECT_NE(first, Asid(0));
  EXPECT_NE(bench.enter(0, 1), first);
  EXPECT_EQ(bench.enter(1, 0), first);
  EXPECT_EQ(bench.enter(0, 0), first);
}

TEST(Asid, enter_marks_the_hart_in_the_spaces_footprint) {
  AsidBench bench(3, with_bits(4));
  bench.enter(2, 0);
  EXPECT_EQ(bench.footprint(0), 4u);
  bench.enter(0, 0);
  EXPECT_EQ(bench.footprint(0), 5u);
  bench.enter(0, 1);  // its entries stay in hart 0's TLB
  EXPECT_EQ(bench.footprint(0), 5u);
}

TEST(Asid, entering_costs_what_the_header_says) {
  AsidBench bench(1, with_bits(4));
  bench.enter(0, 0);
  const Counts before = bench.machine.cpu(0).counts;
  bench.enter(0, 0);
  const Counts after = bench.machine.cpu(0).counts;
  EXPECT_EQ(after.loads - before.loads, 1u + 1u);      // lock, generation
  EXPECT_EQ(after.stores - before.stores, 1u + 1u);    // lock, what this hart has loaded
  EXPECT_EQ(after.atomics - before.atomics, 1u + 1u);  // lock, footprint
  EXPECT_EQ(after.fences, before.fences);
}

TEST(Asid, rollover_flushes_each_hart_once_before_it_uses_a_new_asid) {
  AsidBench bench(1, with_bits(2));  // ASIDs 1 to 3
  for (uint64_t n = 0; n < 3; ++n) bench.enter(0, n);
  EXPECT_EQ(bench.machine.cpu(0).counts.fences, 0u);
  bench.enter(0, 3);
  EXPECT_EQ(bench.machine.cpu(0).counts.fences, 1u);
  EXPECT_TRUE(bench.machine.cpu(0).fences[0].all_asids);
  EXPECT_TRUE(bench.machine.cpu(0).fences[0].all_addresses);
  bench.enter(0, 0);
  EXPECT_EQ(bench.machine.cpu(0).counts.fences, 1u);
}

TEST(Asid, after_a_rollover_a_hart_reaches_only_what_it_has_loaded_until_it_flushes) {
  AsidBench bench(2, with_bits(3));
  const Asid running = bench.enter(1, 0);
  EXPECT_EQ(bench.asids.only_reachable(HartId(1)), std::nullopt);
  for (uint64_t n = 1; n <= 7; ++n) bench.enter(0, n);             // the last begins a generation
  EXPECT_EQ(bench.asids.only_reachable(HartId(0)), std::nullopt);  // it has flushed
  EXPECT_EQ(bench.asids.only_reachable(HartId(1)), running);
  bench.enter(1, 7);
  EXPECT_EQ(bench.asids.only_reachable(HartId(1)), std::nullopt);
}

TEST(Asid, rollover_keeps_what_other_harts_have_loaded) {
  AsidBench bench(2, with_bits(3));
  const Asid running = bench.enter(1, 0);
  for (uint64_t n = 1; n <= 7; ++n) bench.enter(0, n);  // the last begins a generation
  EXPECT_NE(bench.footprint(0), 0u);
  EXPECT_EQ(bench.enter(0, 0), running);
  EXPECT_EQ(bench.footprint(0), 3u);
}

TEST(Asid, an_older_owner_of_a_kept_number_gets_another_one) {
  AsidBench bench(2, with_bits(3));
  const Asid number = bench.enter(0, 0);
  for (uint64_t n = 1; n <= 7; ++n) bench.enter(0, n);  // the last begins a generation
  const uint64_t heir = 7;
  ASSERT_EQ(bench.enter(1, heir), number);
  for (uint64_t n = 20; n < 40; ++n) bench.enter(0, n);  // more generations; the heir stays loaded
  EXPECT_NE(bench.enter(0, 0), number);
  EXPECT_EQ(bench.enter(0, heir), number);
}

TEST(Asid, no_two_loaded_spaces_ever_share_a_number) {
  const uint64_t seed = 7;
  SCOPED_TRACE(seed);
  std::mt19937_64 random(seed);
  AsidBench bench(3, with_bits(3));
  std::vector<uint64_t> loaded(3, 0);
  std::vector<Asid> asids(3);
  for (int i = 0; i < 2000; ++i) {
    const uint64_t hart = random() % 3;
    loaded[hart] = 1 + random() % 12;
    asids[hart] = bench.enter(hart, loaded[hart]);
    for (uint64_t other = 0; other < 3; ++other) {
      if (loaded[other] == 0) continue;
      EXPECT_EQ(loaded[other] == loaded[hart], asids[other] == asids[hart]) << "step " << i;
    }
  }
}

TEST(Asid, without_asids_a_hart_flushes_when_it_leaves_and_forgets_the_space) {
  OsParams params = with_bits(0);
  AsidBench bench(1, params);
  EXPECT_FALSE(bench.asids.enabled());
  EXPECT_EQ(bench.enter(0, 0), Asid(0));
  EXPECT_EQ(bench.footprint(0), 1u);
  ASSERT_TRUE(bench.machine.run({[&](ICpu& cpu) { bench.asids.leave(cpu, bench.space(0)); }}));
  EXPECT_EQ(bench.machine.cpu(0).counts.fences, 1u);
  EXPECT_EQ(bench.footprint(0), 0u);
}

TEST(Asid, too_few_numbers_for_the_harts_switch_them_off) {
  EXPECT_TRUE(AsidBench(1, with_bits(2)).asids.enabled());
  EXPECT_FALSE(AsidBench(2, with_bits(2)).asids.enabled());
  EXPECT_FALSE(AsidBench(64, with_bits(7)).asids.enabled());
  EXPECT_TRUE(AsidBench(64, with_bits(8)).asids.enabled());
}

}  // namespace
}  // namespace cowmmu::test
