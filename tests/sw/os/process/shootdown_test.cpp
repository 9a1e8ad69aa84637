// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "bench.h"
#include "os/address_space.h"
#include "os/shootdown/policies.h"

namespace cowmmu::test {
namespace {

// Harts whose kernel only serves shootdowns.
struct Server : IKernelTraps {
  void on_boot(ICpu& cpu) override { bodies[cpu.id().value](cpu); }
  void on_page_fault(ICpu&, Cause, VirtAddr) override {}
  void on_syscall(ICpu&, const Op&) override {}
  void on_ipi(ICpu& cpu) override { policy->serve(cpu); }
  void on_timer(ICpu&) override {}
  void on_idle(ICpu& cpu) override { cpu.idle(); }
  IShootdownPolicy* policy = nullptr;
  std::vector<std::function<void(ICpu&)>> bodies;
};

struct Observer : IOsObserver {
  uint64_t invalidations = 0;
  void invalidated(ICpu&, const AddressSpace&, const FlushRequest&) override { ++invalidations; }
};

struct ShootdownBench {
  ShootdownBench(uint64_t harts, const std::string& name, uint64_t seed = 1, uint64_t jitter = 0,
                 const std::string& fork_flush = "timed")
      : machine(harts, seed, jitter) {
    params.shootdown = name;
    params.cost.fork_flush = fork_flush;
    policy = make_shootdown({params, harts, arena, observer, counters, &mutants});
    space = empty_space(arena, Pid(1), LockCosts(params.cost));
    space->asid = Asid(9);
    server.policy = policy.get();
    server.bodies.assign(harts, [](ICpu&) {});
  }
  // Hart 0 flushes; the others idle. The space has run on `harts`.
  void flush(const FlushRequest& request, uint64_t harts) {
    server.bodies[0] = [=, this](ICpu& cpu) {
      cpu.atomic(AtomicOp::kSwap, space->footprint.harts_word, harts);
      before = machine.cpu(0).counts;
      policy->flush(cpu, *space, request);
      after = machine.cpu(0).counts;
      machine.stop();
    };
    EXPECT_TRUE(machine.run_kernel(server));
  }

  OsParams params = bare_params();
  OsMutants mutants;
  FakeMachine machine;
  KernelArena arena{kArenaBegin, kArenaEnd};
  Observer observer;
  OsCounters counters;
  Server server;
  std::unique_ptr<IShootdownPolicy> policy;
  std::unique_ptr<AddressSpace> space;
  Counts before, after;
};

const FlushRequest kOnePage{.leaves = {{.first = Vpn(5)}}, .tables = false};
const FlushRequest kTables{.leaves = {{.first = Vpn(5)}}, .tables = true};

TEST(Shootdown, names_are_registered) {
  EXPECT_EQ(shootdown_names(), (std::vector<std::string>{"ipi_mask", "ipi_all", "broadcast"}));
}

TEST(Shootdown, mask_asks_only_harts_that_ran_the_space) {
  ShootdownBench bench(4, "ipi_mask");
  bench.flush(kOnePage, 0b1001);
  EXPECT_EQ(bench.machine.cpu(1).counts.fences, 0u);
  EXPECT_EQ(bench.machine.cpu(2).counts.fences, 0u);
  ASSERT_EQ(bench.machine.cpu(3).counts.fences, 1u);
  const Fence& fence = bench.machine.cpu(3).fences[0];
  EXPECT_FALSE(fence.all_addresses);
  EXPECT_EQ(fence.va, addr_of(Vpn(5)));
  EXPECT_EQ(fence.asid, Asid(9));
  EXPECT_EQ(bench.observer.invalidations, 1u);
}

TEST(Shootdown, all_asks_every_hart) {
  ShootdownBench bench(4, "ipi_all");
  bench.flush(kOnePage, 1);
  for (uint64_t h = 0; h < 4; ++h) EXPECT_EQ(bench.machine.cpu(h).counts.fences, 1u);
  const HartCounters total = bench.counters.total();
  EXPECT_EQ(total.shootdowns, 1u);
  EXPECT_EQ(total.shootdown_targets, 3u);
  EXPECT_EQ(total.ipis, 3u);
}

TEST(Shootdown, broadcast_fences_every_hart_without_an_interrupt) {
  for (const auto& [request, fences] : {std::pair(kOnePage, 1U), std::pair(kTables, 1U),
                                        std::pair(FlushRequest{.leaves = {{Vpn(5), 3}}}, 3U)}) {
    ShootdownBench bench(4, "broadcast");
    bench.flush(request, 1);
    for (uint64_t h = 0; h < 4; ++h) {
      EXPECT_EQ(bench.machine.cpu(h).counts.fences, fences);
      EXPECT_EQ(bench.machine.cpu(h).fences.back().all_addresses, request.tables);
      EXPECT_EQ(bench.machine.cpu(h).fences.back().asid, Asid(9));
    }
    EXPECT_EQ(bench.counters.total().shootdown_targets, 3U);
    EXPECT_EQ(bench.counters.total().ipis, 0U);
    EXPECT_EQ(bench.observer.invalidations, 1U);
  }
}

TEST(Shootdown, without_a_remote_hart_it_is_a_local_fence_and_no_shootdown) {
  ShootdownBench bench(4, "ipi_mask");
  bench.flush(kOnePage, 1);
  EXPECT_EQ(bench.counters.total().shootdowns, 0u);
  EXPECT_EQ(bench.after.fences - bench.before.fences, 1u);
  EXPECT_EQ(bench.after.loads - bench.before.loads, 1u);
  EXPECT_EQ(bench.after.stores, bench.before.stores);
  EXPECT_EQ(bench.observer.invalidations, 1u);
}

TEST(Shootdown, initiator_and_target_make_the_accesses_that_the_header_counts) {
  for (const uint64_t targets : {1, 2, 3, 7}) {
    SCOPED_TRACE(targets);
    ShootdownBench bench(8, "ipi_mask");
    FlushRequest request;
    for (uint64_t r = 0; r < 3; ++r) request.leaves.push_back({.first = Vpn(10 * r), .ptes = 2});
    bench.flush(request, (2ULL << targets) - 1);
    EXPECT_EQ(bench.after.stores - bench.before.stores, 2 + 2 * 3u);
    EXPECT_EQ(bench.after.atomics - bench.before.atomics, targets);
    EXPECT_EQ(bench.after.ipis - bench.before.ipis, targets);
    EXPECT_EQ(bench.after.fences - bench.before.fences, 6u);
    const Counts& served = bench.machine.cpu(targets).counts;
    EXPECT_EQ(served, (Counts{.loads = 1 + 2 * 3, .atomics = 2, .fences = 6}));
  }
}

TEST(Shootdown, a_free_request_has_the_effect_and_costs_its_initiator_only_the_wait) {
  for (const uint64_t targets : {0, 1, 3, 7}) {
    SCOPED_TRACE(targets);
    ShootdownBench bench(8, "ipi_mask", 1, 0, "free");
    FlushRequest request{.leaves = {{.first = Vpn(5), .ptes = 2}}, .free_of_cost = true};
    bench.flush(request, (2ULL << targets) - 1);
    EXPECT_EQ(bench.after.stores, bench.before.stores);
    EXPECT_EQ(bench.after.atomics, bench.before.atomics);
    for (uint64_t h = 0; h < 8; ++h)
      EXPECT_EQ(bench.machine.cpu(h).counts.fences, h <= targets ? 2U : 0U);
    EXPECT_EQ(bench.machine.cpu(0).fences.back().va, addr_of(Vpn(6)));
    EXPECT_EQ(bench.counters.total().shootdown_targets, targets);
    EXPECT_EQ(bench.counters.total().ipis, targets);
  }
}

TEST(Shootdown, free_and_timed_requests_of_all_harts_mix) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    const uint64_t harts = 2 + seed % 7;
    ShootdownBench bench(harts, seed % 2 == 0 ? "ipi_all" : "ipi_mask", seed, 30, "free");
    uint64_t running = harts;
    const auto body = [&](ICpu& cpu) {
      cpu.atomic(AtomicOp::kOr, bench.space->footprint.harts_word, (1ULL << harts) - 1);
      for (uint64_t i = 0; i < 10; ++i) {
        FlushRequest request = i % 3 == 0 ? kTables : kOnePage;
        request.free_of_cost = (i + cpu.id().value + seed) % 2 == 0;
        std::vector<size_t> fenced;
        for (uint64_t h = 0; h < harts; ++h) fenced.push_back(bench.machine.cpu(h).fences.size());
        bench.policy->flush(cpu, *bench.space, request);
        for (uint64_t h = 0; h < harts; ++h) {
          EXPECT_GT(bench.machine.cpu(h).fences.size(), fenced[h]);
        }
      }
      if (--running == 0) bench.machine.stop();
    };
    bench.server.bodies.assign(harts, body);
    ASSERT_TRUE(bench.machine.run_kernel(bench.server));
    EXPECT_EQ(bench.counters.total().shootdowns, 10 * harts);
  }
}

TEST(Shootdown, tables_and_too_many_ptes_fence_the_asid_whole) {
  ShootdownBench tables(2, "ipi_mask"), many(2, "ipi_mask"), few(2, "ipi_mask");
  tables.flush(kTables, 3);
  const uint64_t ceiling = few.params.flush_ceiling;
  few.flush({.leaves = {{.first = Vpn(0), .ptes = ceiling}}, .tables = false}, 3);
  many.flush({.leaves = {{.first = Vpn(0), .ptes = ceiling + 1}}, .tables = false}, 3);
  for (const auto* bench : {&tables, &many}) {
    ASSERT_EQ(const_cast<ShootdownBench*>(bench)->machine.cpu(1).counts.fences, 1u);
    const Fence& fence = const_cast<ShootdownBench*>(bench)->machine.cpu(1).fences[0];
    EXPECT_TRUE(fence.all_addresses);
    EXPECT_FALSE(fence.all_asids);
    EXPECT_EQ(fence.asid, Asid(9));
  }
  EXPECT_EQ(few.machine.cpu(1).counts.fences, ceiling);
}

TEST(Shootdown, a_region_of_ptes_is_fenced_at_each_of_them) {
  ShootdownBench bench(2, "ipi_mask");
  bench.flush({.leaves = {{.first = Vpn(512), .ptes = 3, .pages_per_pte = 512}}, .tables = false},
              3);
  std::vector<VirtAddr> at;
  for (const Fence& fence : bench.machine.cpu(1).fences) at.push_back(fence.va);
  EXPECT_EQ(at, (std::vector{addr_of(Vpn(512)), addr_of(Vpn(1024)), addr_of(Vpn(1536))}));
}

TEST(Shootdown, all_harts_at_once_serve_each_other_and_none_returns_early) {
  for (uint64_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    const uint64_t harts = 2 + seed % 7;
    ShootdownBench bench(harts, seed % 2 == 0 ? "ipi_all" : "ipi_mask", seed, 30);
    uint64_t running = harts;
    const auto body = [&](ICpu& cpu) {
      cpu.atomic(AtomicOp::kOr, bench.space->footprint.harts_word, (1ULL << harts) - 1);
      for (int i = 0; i < 10; ++i) {
        std::vector<size_t> fenced;
        for (uint64_t h = 0; h < harts; ++h) fenced.push_back(bench.machine.cpu(h).fences.size());
        bench.policy->flush(cpu, *bench.space, kOnePage);
        for (uint64_t h = 0; h < harts; ++h) {
          EXPECT_GT(bench.machine.cpu(h).fences.size(), fenced[h]);
        }
      }
      if (--running == 0) bench.machine.stop();
    };
    bench.server.bodies.assign(harts, body);
    ASSERT_TRUE(bench.machine.run_kernel(bench.server));
    const HartCounters total = bench.counters.total();
    EXPECT_EQ(total.shootdowns, 10 * harts);
    EXPECT_EQ(total.shootdown_targets, 10 * harts * (harts - 1));
    EXPECT_LE(total.ipis, total.shootdown_targets);
  }
}

TEST(Shootdown, mutant_flush_local_only_leaves_other_harts_stale) {
  for (const char* name : {"ipi_all", "ipi_mask"}) {
    ShootdownBench bench(3, name);
    bench.mutants.flush_local_only = true;
    bench.policy = make_shootdown(
        {bench.params, 3, bench.arena, bench.observer, bench.counters, &bench.mutants});
    bench.flush(kOnePage, 0b111);
    EXPECT_EQ(bench.machine.cpu(0).counts.fences, 1u);
    EXPECT_EQ(bench.machine.cpu(1).counts.fences, 0u);
  }
}

}  // namespace
}  // namespace cowmmu::test
