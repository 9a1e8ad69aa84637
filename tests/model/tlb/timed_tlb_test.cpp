// SPDX-License-Identifier: Apache-2.0
// The timing of a TLB's ports: each claim is probed one cycle before (not yet) and then (now).
#include "tlb/timed_tlb.h"

#include <gtest/gtest.h>

#include "entries.h"

namespace cowmmu {
namespace {

using namespace test;

TlbParams with_hit_cycles(uint64_t cycles) {
  TlbParams p = fully(4);
  p.hit_cycles = cycles;
  return p;
}
constexpr FenceWalk kWalk{Cycles(9), Cycles(10), Cycles(13), Cycles(11)};

TlbIn look_up(uint64_t vpn) { return {.req_valid = true, .req_vpn = Vpn(vpn), .req_asid = kA}; }
TlbIn fill(const TlbEntry& entry) { return {.fill_valid = true, .fill_entry = entry}; }
TlbIn fence(const Fence& f) { return {.fence_valid = true, .fence = f}; }

// Cycles without inputs until `seen`, at most 100: how many pass before it.
template <class Seen>
uint64_t cycles_before(TimedTlb& tlb, Seen seen) {
  for (uint64_t n = 0; n < 100; ++n)
    if (seen(tlb.step({}))) return n;
  return 100;
}
bool answered(const TlbOut& out) { return out.rsp_valid; }

class HitCycles : public testing::TestWithParam<uint64_t> {};

// Accepted in cycle c, the answer is in cycle c + hit_cycles: hit_cycles - 1 cycles lie between.
TEST_P(HitCycles, answer_comes_at_hit_cycles_not_before) {
  TimedTlb tlb(with_hit_cycles(GetParam()));
  tlb.step(fill(page(7, kA)));
  ASSERT_TRUE(tlb.step(look_up(7)).req_ready);
  EXPECT_EQ(cycles_before(tlb, answered), GetParam() - 1);
  EXPECT_FALSE(tlb.step({}).busy);
}

TEST_P(HitCycles, a_fill_in_the_cycle_before_the_answer_counts) {
  TimedTlb tlb(with_hit_cycles(GetParam()));
  TlbIn in = look_up(7);
  if (GetParam() > 1) {
    tlb.step(in);
    for (uint64_t n = 2; n < GetParam(); ++n) tlb.step({});
    in = {};
  }
  in.fill_valid = true;
  in.fill_entry = page(7, kA);
  tlb.step(in);
  EXPECT_TRUE(tlb.step({}).rsp_hit);
}

TEST_P(HitCycles, a_fill_in_the_cycle_of_the_answer_does_not) {
  TimedTlb tlb(with_hit_cycles(GetParam()));
  tlb.step(look_up(7));
  for (uint64_t n = 1; n < GetParam(); ++n) tlb.step({});
  const TlbOut out = tlb.step(fill(page(7, kA)));
  EXPECT_TRUE(out.rsp_valid);
  EXPECT_FALSE(out.rsp_hit);
}

INSTANTIATE_TEST_SUITE_P(Cycles, HitCycles, testing::Values(1, 2, 7));

TEST(TimedTlb, a_look_up_is_accepted_every_cycle_and_answered_in_order) {
  TimedTlb tlb(with_hit_cycles(3));
  tlb.step(fill(page(1, kA, 0x11)));
  tlb.step(fill(page(2, kA, 0x22)));
  tlb.step(look_up(1));
  tlb.step(look_up(2));
  tlb.step(look_up(3));
  EXPECT_EQ(tlb.step({}).rsp_ppn, Ppn(0x11));
  EXPECT_EQ(tlb.step({}).rsp_ppn, Ppn(0x22));
  EXPECT_FALSE(tlb.step({}).rsp_hit);
}

TEST(TimedTlb, first_level_fences_look_ups_in_flight_at_once) {
  TimedTlb tlb(with_hit_cycles(2));
  tlb.step(fill(page(7, kA)));
  tlb.step(look_up(7));
  ASSERT_TRUE(tlb.step(fence(Fence::all())).fence_ready);
  const TlbOut out = tlb.step({});
  EXPECT_TRUE(out.rsp_valid);
  EXPECT_FALSE(out.rsp_hit);
}

TEST(TimedTlb, a_fill_waits_for_a_fence_of_the_same_cycle) {
  TimedTlb tlb(with_hit_cycles(1));
  TlbIn both = fill(page(7, kA));
  both.fence_valid = true;
  EXPECT_FALSE(tlb.step(both).fill_ready);
  EXPECT_EQ(tlb.array().occupancy(), 0u);
  EXPECT_TRUE(tlb.step(fill(page(7, kA))).fill_ready);
}

TEST(TimedTlb, second_level_fence_is_done_at_its_cycles_not_before) {
  const std::pair<Fence, Cycles> kinds[] = {{Fence::of_address(VirtAddr(0)), kWalk.address_cycles},
                                            {Fence::of_page(VirtAddr(0), kA), kWalk.both_cycles},
                                            {Fence::of_asid(kA), kWalk.asid_cycles},
                                            {Fence::all(), kWalk.all_cycles}};
  for (const auto& [f, expected] : kinds) {
    TimedTlb tlb(with_hit_cycles(2), kWalk);
    ASSERT_TRUE(tlb.step(fence(f)).fence_ready);
    const auto done = [](const TlbOut& out) { return out.fence_done; };
    EXPECT_EQ(cycles_before(tlb, done), expected.value - 1);
  }
}

TEST(TimedTlb, second_level_takes_nothing_until_the_last_cycle_of_a_fence) {
  TimedTlb tlb(with_hit_cycles(2), kWalk);
  tlb.step(fence(Fence::all()));
  for (uint64_t n = 1; n < kWalk.all_cycles.value; ++n) {
    const TlbOut out = tlb.step({});
    EXPECT_FALSE(out.req_ready || out.fill_ready || out.fence_ready) << "cycle " << n;
  }
  const TlbOut out = tlb.step({});
  EXPECT_TRUE(out.req_ready && out.fill_ready && out.fence_ready);
}

TEST(TimedTlb, second_level_fence_waits_for_look_ups_in_flight_and_holds_back_new_ones) {
  TimedTlb tlb(with_hit_cycles(3), kWalk);
  tlb.step(look_up(7));  // answered in cycle 3
  for (int cycle = 1; cycle < 3; ++cycle) {
    const TlbOut out = tlb.step(fence(Fence::all()));
    EXPECT_FALSE(out.fence_ready) << "cycle " << cycle;
    EXPECT_FALSE(out.req_ready) << "cycle " << cycle;
  }
  EXPECT_TRUE(tlb.step(fence(Fence::all())).fence_ready);
}

TEST(TimedTlb, eviction_is_reported_only_when_another_page_goes) {
  TimedTlb tlb(fully(2));
  EXPECT_FALSE(tlb.step(fill(page(1, kA))).fill_evict);
  EXPECT_FALSE(tlb.step(fill(page(2, kA))).fill_evict);
  EXPECT_FALSE(tlb.step(fill(page(1, kA))).fill_evict);
  EXPECT_TRUE(tlb.step(fill(page(3, kA))).fill_evict);
}

TEST(TimedTlb, reset_forgets_translations_look_ups_and_fences) {
  TimedTlb tlb(with_hit_cycles(3), kWalk);
  tlb.step(fill(page(7, kA)));
  tlb.step(look_up(7));
  tlb.reset();
  EXPECT_EQ(cycles_before(tlb, answered), 100u);
  EXPECT_EQ(tlb.array().occupancy(), 0u);
  tlb.step(fence(Fence::all()));
  tlb.reset();
  EXPECT_FALSE(tlb.step({}).busy);
}

TEST(TimedTlb, refuses_a_fence_too_short_for_its_walk) {
  const TlbParams p = sets_of(2, 8);
  const Cycles sizes(kPageSizes), sets(8), more(kPageSizes + 1), most(9);
  EXPECT_EQ(TimedTlb::problem_with(p, FenceWalk{more, more, most, most}), "");
  EXPECT_NE(TimedTlb::problem_with(p, FenceWalk{sizes, more, most, most}), "");
  EXPECT_NE(TimedTlb::problem_with(p, FenceWalk{more, sizes, most, most}), "");
  EXPECT_NE(TimedTlb::problem_with(p, FenceWalk{more, more, sets, most}), "");
  EXPECT_NE(TimedTlb::problem_with(p, FenceWalk{more, more, most, sets}), "");
  EXPECT_EQ(TimedTlb::problem_with(p, std::nullopt), "");
}

}  // namespace
}  // namespace cowmmu
