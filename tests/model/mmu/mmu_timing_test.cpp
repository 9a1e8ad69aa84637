// SPDX-License-Identifier: Apache-2.0
// When a translation answers, from the parameters.
#include "mmu_fixture.h"

namespace cowmmu::test {
namespace {

using From = TranslateResult::From;

class MmuTiming : public MmuTest {
 protected:
  MmuTiming() { map(kVa, 5); }
  Cycles l1d() const { return Cycles(params_.machine.tlb.l1d.hit_cycles); }
  Cycles l1i() const { return Cycles(params_.machine.tlb.l1i.hit_cycles); }
  Cycles l2() const { return Cycles(params_.machine.tlb.l2.hit_cycles); }
  Cycles walk(unsigned reads) const {
    const WalkerParams& w = params_.machine.walker;
    return Cycles(w.start_cycles + w.pwc_cycles + w.fill_cycles) + FakeMemory::kRead * reads;
  }
};

TEST_F(MmuTiming, a_cold_translation_takes_both_look_ups_and_the_walk) {
  EXPECT_EQ(time_of(Access::kLoad), l1d() + l2() + walk(3));
}

TEST_F(MmuTiming, an_l1_hit_takes_its_hit_cycles) {
  access(Access::kLoad);
  access(Access::kFetch);
  EXPECT_EQ(time_of(Access::kLoad), l1d());
  EXPECT_EQ(time_of(Access::kStore), l1d());
  EXPECT_EQ(time_of(Access::kFetch), l1i());
}

TEST_F(MmuTiming, an_l2_hit_takes_both_hit_cycles_and_refills_the_l1_of_its_side) {
  access(Access::kLoad);
  EXPECT_EQ(time_of(Access::kFetch), l1i() + l2());
  EXPECT_EQ(time_of(Access::kFetch), l1i());
}

TEST_F(MmuTiming, every_parameter_counts_to_the_cycle) {
  const Cycles before = time_of(Access::kLoad);
  for (uint64_t* const parameter :
       {&params_.machine.tlb.l1d.hit_cycles, &params_.machine.tlb.l2.hit_cycles,
        &params_.machine.walker.start_cycles, &params_.machine.walker.pwc_cycles,
        &params_.machine.walker.fill_cycles}) {
    ++*parameter;
    use(params_);
    EXPECT_EQ(time_of(Access::kLoad), before + Cycles(1));
    --*parameter;
  }
}

TEST_F(MmuTiming, the_answer_says_what_the_look_ups_took) {
  EXPECT_EQ(load().lookup_cycles, l1d() + l2());
  EXPECT_EQ(load().lookup_cycles, l1d());
  EXPECT_EQ(access(Access::kFetch).lookup_cycles, l1i() + l2());
}

TEST_F(MmuTiming, a_fault_from_an_entry_takes_its_look_up_only) {
  map(kVa, 5, Pte::kV | Pte::kR | Pte::kU | Pte::kA);
  load();
  EXPECT_EQ(time_of(Access::kStore), l1d());
}

TEST_F(MmuTiming, bare_mode_takes_no_time) {
  mmu_->set_satp({});
  EXPECT_EQ(time_of(Access::kStore), Cycles(0));
  const TranslateResult r = access(Access::kStore);
  EXPECT_EQ(r.pa, PhysAddr(kVa.value));
  EXPECT_EQ(r.from, From::kBare);
}

TEST_F(MmuTiming, each_kind_of_fence_takes_its_own_cycles) {
  MmuParams& p = params_.machine.mmu;
  p.fence_address_cycles = 11;
  p.fence_both_cycles = 13;
  p.fence_asid_cycles = 17;
  p.fence_all_cycles = 19;
  use(params_);
  for (const auto& [kind, cycles] : {std::pair{Fence::all(), p.fence_all_cycles},
                                     {Fence::of_asid(Asid(1)), p.fence_asid_cycles},
                                     {Fence::of_address(kVa), p.fence_address_cycles},
                                     {Fence::of_page(kVa, Asid(1)), p.fence_both_cycles}}) {
    const Cycles begin = memory_.now();
    fence(kind);
    EXPECT_EQ(memory_.now() - begin, Cycles(cycles));
    EXPECT_EQ(mmu_->fence_walk().cycles(kind), Cycles(cycles));
  }
}

TEST_F(MmuTiming, a_fence_is_done_at_its_last_cycle_not_before) {
  load();
  bool held_meanwhile = false;
  memory_.meanwhile = [&] { held_meanwhile = mmu_->holds_frame(Ppn(5)); };
  fence(Fence::all());
  EXPECT_TRUE(held_meanwhile);
  EXPECT_FALSE(mmu_->holds_frame(Ppn(5)));
}

}  // namespace
}  // namespace cowmmu::test
