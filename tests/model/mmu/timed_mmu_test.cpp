// SPDX-License-Identifier: Apache-2.0
// The timing of the MMU's ports, from the parameters: each claim fails a cycle before and after.
#include "timed_mmu_bench.h"

namespace cowmmu::test {
namespace {

constexpr uint64_t kGood = kRwxu | kAd;
constexpr VirtAddr kVa{0x12345678};
constexpr VirtAddr kOther{0x12346000};

MachineParams params() {
  MachineParams p;
  p.tlb.l1i.hit_cycles = 2;
  p.tlb.l1d.hit_cycles = 3;
  p.tlb.l2.hit_cycles = 5;
  p.walker = {.walks = 2, .start_cycles = 3, .pwc_entries = 4, .pwc_cycles = 2, .fill_cycles = 2};
  p.mmu.fence_address_cycles = 41;
  p.mmu.fence_both_cycles = 43;
  p.mmu.fence_asid_cycles = 210;
  p.mmu.fence_all_cycles = 205;
  return p;
}

class TimedMmuTest : public testing::Test {
 protected:
  TimedMmuTest() {
    memory_.map(kVa, Pte::make(Ppn(5), kGood));
    memory_.map(kOther, Pte::make(Ppn(6), kGood));
    state_.satp = memory_.satp();
  }
  TimedMmuBench::Answered access(Access kind, VirtAddr va = kVa) {
    return bench_.access(kind, va, state_);
  }
  MmuIn load(VirtAddr va = kVa) const { return TimedMmuBench::request(Access::kLoad, va, state_); }
  MmuIn fetch(VirtAddr va = kVa) const {
    return TimedMmuBench::request(Access::kFetch, va, state_);
  }
  MmuIn both(VirtAddr va) const {
    MmuIn in = load(va);
    in.fetch_valid = true;
    in.fetch_va = va;
    return in;
  }
  static MmuIn fence(const Fence& f = Fence::all()) {
    MmuIn in;
    in.fence_valid = true;
    in.fence = f;
    return in;
  }
  uint64_t until_data() {
    return bench_.cycles_until([&] { return bench_.step().data_rsp_valid; });
  }
  uint64_t until_fetch() {
    return bench_.cycles_until([&] { return bench_.step().fetch_rsp_valid; });
  }
  void run(uint64_t cycles) {
    while (cycles-- > 0) bench_.step();
  }
  uint64_t l1d() const { return params_.tlb.l1d.hit_cycles; }
  uint64_t l1i() const { return params_.tlb.l1i.hit_cycles; }
  uint64_t l2() const { return params_.tlb.l2.hit_cycles; }
  // Of a walk with `reads` reads, from its request to its answer.
  uint64_t walk(uint64_t reads) const {
    const WalkerParams& w = params_.walker;
    return w.start_cycles + w.pwc_cycles + reads * FakeMemory::kRead.value + w.fill_cycles;
  }

  MachineParams params_ = params();
  FakeMemory memory_;
  TranslationState state_{.satp = {}, .adue = true};
  TimedMmuBench bench_{params_, {Ppn(0), Ppn(1ULL << 28)}, memory_};
};

TEST_F(TimedMmuTest, an_l1_hit_is_answered_at_its_hit_cycles) {
  access(Access::kLoad);
  access(Access::kFetch);
  EXPECT_EQ(access(Access::kLoad).cycles, Cycles(l1d()));
  EXPECT_EQ(access(Access::kStore).cycles, Cycles(l1d()));
  EXPECT_EQ(access(Access::kFetch).cycles, Cycles(l1i()));
  EXPECT_EQ(access(Access::kFetch).answer.from, TranslateFrom::kL1);
}

TEST_F(TimedMmuTest, an_l2_hit_is_answered_at_both_hit_cycles_and_refills) {
  access(Access::kLoad);
  const auto first = access(Access::kFetch);
  EXPECT_EQ(first.cycles, Cycles(l1i() + l2()));
  EXPECT_EQ(first.answer.from, TranslateFrom::kL2);
  EXPECT_EQ(access(Access::kFetch).cycles, Cycles(l1i()));
}

TEST_F(TimedMmuTest, a_walk_begins_at_the_end_of_the_look_ups) {
  const auto found = access(Access::kLoad);
  EXPECT_EQ(found.cycles, Cycles(l1d() + l2() + walk(3)));
  EXPECT_EQ(found.answer, (MmuAnswer{Cause::kNone, Ppn(5), TranslateFrom::kWalk}));
}

TEST_F(TimedMmuTest, a_fault_of_an_entry_takes_its_look_up_only) {
  memory_.map(kVa, Pte::make(Ppn(5), Pte::kV | Pte::kR | Pte::kU | Pte::kA));
  access(Access::kLoad);
  const auto first = access(Access::kStore);
  EXPECT_EQ(first.cycles, Cycles(l1d()));
  EXPECT_EQ(first.answer, (MmuAnswer{Cause::kStorePageFault, Ppn(0), TranslateFrom::kL1}));
  const auto second = access(Access::kFetch);
  EXPECT_EQ(second.cycles, Cycles(l1i() + l2()));
  EXPECT_EQ(second.answer, (MmuAnswer{Cause::kFetchPageFault, Ppn(0), TranslateFrom::kL2}));
}

TEST_F(TimedMmuTest, a_store_without_d_walks_at_once_under_svadu_and_faults_under_svade) {
  memory_.map(kVa, Pte::make(Ppn(5), kRwxu | Pte::kA));
  access(Access::kLoad);
  state_.adue = false;
  EXPECT_EQ(access(Access::kStore).cycles, Cycles(l1d()));
  state_.adue = true;
  // The leaf's table is in the walk caches: one read, one update.
  EXPECT_EQ(access(Access::kStore).cycles, Cycles(l1d() + walk(1) + FakeMemory::kSwap.value));
  EXPECT_EQ(access(Access::kStore).cycles, Cycles(l1d()));
}

TEST_F(TimedMmuTest, a_walk_that_faults_saves_the_fill) {
  EXPECT_EQ(access(Access::kLoad, VirtAddr(0x7000)).cycles,
            Cycles(l1d() + l2() + walk(2) - params_.walker.fill_cycles));
}

TEST_F(TimedMmuTest, a_side_is_ready_in_the_cycle_of_its_answer_not_before) {
  access(Access::kLoad);
  bench_.step(load());
  for (uint64_t n = 1; n < l1d(); ++n) EXPECT_FALSE(bench_.step(load(kOther)).data_ready);
  const MmuOut out = bench_.step(load());
  EXPECT_TRUE(out.data_rsp_valid && out.data_ready);
  EXPECT_EQ(until_data(), l1d());
}

TEST_F(TimedMmuTest, csrs_count_as_they_are_when_the_access_is_accepted) {
  bench_.step(load());
  MmuIn later;
  later.state = state_;
  later.state.privilege = Privilege::kSupervisor;
  later.state.satp.root = Ppn(0x999);
  MmuOut out;
  EXPECT_EQ(bench_.cycles_until([&] { return (out = bench_.step(later)).data_rsp_valid; }),
            l1d() + l2() + walk(3));
  EXPECT_EQ(out.data_rsp.ppn, Ppn(5));
}

TEST_F(TimedMmuTest, data_comes_before_instructions_at_the_second_level) {
  access(Access::kLoad);
  access(Access::kLoad, kOther);
  // Both ask the L2 in one cycle; the other side asks again in the next.
  bench_.step(load(VirtAddr(0x40'0000)));
  run(l1d() - l1i() - 1);
  bench_.step(fetch());
  EXPECT_EQ(until_fetch(), l1i() + 1 + l2());
}

TEST_F(TimedMmuTest, a_second_miss_of_a_page_joins_the_walk) {
  bench_.step(both(kVa));
  uint64_t joins = 0;
  MmuOut out;
  for (int answers = 0; answers < 2; answers += out.data_rsp_valid + out.fetch_rsp_valid) {
    out = bench_.step();
    joins += out.events.walk_join;
  }
  EXPECT_EQ(joins, 1u);
  EXPECT_EQ(bench_.walks, 2u);
  EXPECT_EQ(bench_.pte_reads, 3u);
}

TEST_F(TimedMmuTest, each_fence_is_done_at_its_cycles) {
  const std::pair<Fence, uint64_t> kinds[] = {
      {Fence::of_address(kVa), params_.mmu.fence_address_cycles},
      {Fence::of_page(kVa, Asid(1)), params_.mmu.fence_both_cycles},
      {Fence::of_asid(Asid(1)), params_.mmu.fence_asid_cycles},
      {Fence::all(), params_.mmu.fence_all_cycles}};
  for (const auto& [kind, cycles] : kinds) {
    access(Access::kLoad);
    EXPECT_EQ(bench_.fence(kind), Cycles(cycles));
    EXPECT_EQ(access(Access::kLoad).answer.from, TranslateFrom::kWalk);
  }
}

TEST_F(TimedMmuTest, a_fence_waits_for_look_ups_of_the_l2_in_flight) {
  bench_.step(load());
  run(l1d());  // its look-up of the L2 is accepted at the end
  for (uint64_t n = 1; n < l2(); ++n) EXPECT_FALSE(bench_.step(fence()).fence_ready);
  EXPECT_TRUE(bench_.step(fence()).fence_ready);
}

TEST_F(TimedMmuTest, a_miss_waits_for_the_last_cycle_of_a_fence) {
  bench_.step(fence());
  bench_.step(load());
  // The look-up of the L2 is accepted at the edge at which the fence is done.
  EXPECT_EQ(until_data(), params_.mmu.fence_all_cycles - 1 + l2() + walk(3));
}

TEST_F(TimedMmuTest, an_l2_hit_answered_at_the_edge_of_a_fence_refills_no_l1) {
  access(Access::kLoad);
  bench_.step(fetch());
  run(l1i() + l2() - 1);
  const MmuOut out = bench_.step(fence());
  EXPECT_TRUE(out.fetch_rsp_valid && out.fence_ready);
  EXPECT_EQ(out.fetch_rsp, (MmuAnswer{Cause::kNone, Ppn(5), TranslateFrom::kL2}));
  EXPECT_EQ(bench_.mmu().l1i().occupancy(), 0u);
}

TEST_F(TimedMmuTest, a_walk_in_flight_at_a_fence_begins_again) {
  bench_.step(load());
  run(l1d() + l2() + walk(3) - 1);
  memory_.map(kVa, Pte::make(Ppn(7), kGood));
  bench_.step(fence());  // withdraws the answer, which cannot be taken while a fence is offered
  MmuOut out;
  bench_.cycles_until([&] { return (out = bench_.step()).data_rsp_valid; });
  EXPECT_EQ(out.data_rsp.ppn, Ppn(7));
}

TEST_F(TimedMmuTest, an_answer_of_the_walker_waits_for_a_fence_to_end) {
  bench_.step(load());
  run(l1d() + l2());  // the walk's request is accepted at the end
  bench_.step(fence());
  EXPECT_EQ(until_data(), params_.mmu.fence_all_cycles);
}

// Memory that does not answer: the walk cannot begin again.
class MmuDrain : public TimedMmuTest {
 protected:
  MmuDrain() : mmu_(params_, {Ppn(0), Ppn(1ULL << 28)}) {
    mmu_.step(load());
    MmuIn in;
    in.mem_req_ready = true;
    while (!(out_ = mmu_.step(in)).mem_req_valid) continue;
  }
  MmuIn response() const {
    MmuIn in;
    in.mem_rsp_valid = true;
    in.mem_rsp = {.slot = out_.mem_req.slot, .pte = Pte(memory_.words.at(out_.mem_req.pa.value))};
    return in;
  }
  TimedMmu mmu_;
  MmuOut out_;
};

TEST_F(MmuDrain, a_fence_is_done_when_the_last_void_walk_begins_again) {
  ASSERT_TRUE(mmu_.step(fence(Fence::of_address(kVa))).fence_ready);
  for (uint64_t n = 0; n < 3 * params_.mmu.fence_address_cycles; ++n)
    EXPECT_FALSE(mmu_.step({}).fence_done) << "cycle " << n;
  EXPECT_FALSE(mmu_.step(fence()).fence_ready);  // nor is the next one accepted
  EXPECT_FALSE(mmu_.step(response()).fence_done);
  // Where the next read was due it begins again.
  EXPECT_FALSE(mmu_.step({}).fence_done);
  EXPECT_TRUE(mmu_.step({}).fence_done);
  EXPECT_FALSE(mmu_.step({}).fence_done);
  EXPECT_TRUE(mmu_.step(fence()).fence_ready);
}

TEST_F(MmuDrain, a_walk_that_begins_again_in_time_delays_no_fence) {
  const uint64_t cycles = params_.mmu.fence_address_cycles;
  ASSERT_TRUE(mmu_.step(fence(Fence::of_address(kVa))).fence_ready);
  for (uint64_t n = 3; n < cycles; ++n) mmu_.step({});
  EXPECT_FALSE(mmu_.step(response()).fence_done);
  EXPECT_FALSE(mmu_.step({}).fence_done);
  EXPECT_TRUE(mmu_.step({}).fence_done);
}

TEST_F(TimedMmuTest, reset_forgets_everything) {
  TimedMmu mmu(params_, {Ppn(0), Ppn(1ULL << 28)});
  mmu.step(both(kVa));
  for (int n = 0; n < 12; ++n) mmu.step({});
  ASSERT_TRUE(mmu.step({}).busy);
  mmu.reset();
  const MmuOut out = mmu.step({});
  EXPECT_FALSE(out.busy);
  EXPECT_TRUE(out.fetch_ready && out.data_ready && out.fence_ready);
}

TEST_F(TimedMmuTest, parameters_that_a_part_refuses_are_refused) {
  EXPECT_EQ(TimedMmu::problem_with(params_), "");
  params_.walker.start_cycles = 0;
  EXPECT_EQ(TimedMmu::problem_with(params_), TimedWalker::problem_with(params_.walker));
  params_ = params();
  params_.mmu.fence_all_cycles = 1;
  EXPECT_NE(TimedMmu::problem_with(params_), "");
  params_ = params();
  params_.tlb.l1i.ways = 5;
  EXPECT_EQ(TimedMmu::problem_with(params_), TimedTlb::problem_with(params_.tlb.l1i, std::nullopt));
}

}  // namespace
}  // namespace cowmmu::test
