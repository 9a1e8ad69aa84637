// SPDX-License-Identifier: Apache-2.0
// The timing of the fence unit's ports: each claim is probed one cycle before (not yet) and then
// (now); and what it does is what FenceUnit says, to the cycle.
#include "fabric/timed_fence_unit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <random>
#include <utility>

#include "base/seed.h"

namespace cowmmu {
namespace {

using namespace test;

Fence fence_of(uint64_t page) { return Fence::of_page(addr_of(Vpn(page)), Asid(1)); }

FenceUnitIn idle() { return {.mmu_fence_ready = true}; }
FenceUnitIn arriving(uint64_t from, uint64_t page) {
  FenceUnitIn in = idle();
  in.fence_valid = true, in.fence = fence_of(page), in.fence_from = HartId(from);
  return in;
}
FenceUnitIn done() { return {.mmu_fence_ready = true, .mmu_fence_done = true}; }

TEST(TimedFenceUnit, a_fence_is_offered_in_the_cycle_of_its_arrival_not_before) {
  TimedFenceUnit unit;
  const FenceUnitOut before = unit.step(arriving(3, 5));
  EXPECT_TRUE(before.fence_ready);
  EXPECT_FALSE(before.mmu_fence_valid);
  EXPECT_FALSE(before.hold);
  const FenceUnitOut then = unit.step(idle());
  EXPECT_TRUE(then.mmu_fence_valid);
  EXPECT_EQ(then.mmu_fence, fence_of(5));
  EXPECT_TRUE(then.hold);
  EXPECT_FALSE(unit.step(idle()).mmu_fence_valid);
}

TEST(TimedFenceUnit, an_operation_may_begin_at_the_edge_at_which_the_fence_is_done_not_before) {
  TimedFenceUnit unit;
  unit.step(arriving(3, 5));
  unit.step(idle());
  EXPECT_TRUE(unit.step(idle()).hold);
  EXPECT_FALSE(unit.step(done()).hold);
}

TEST(TimedFenceUnit, it_is_acknowledged_in_the_cycle_after_it_is_done_not_before) {
  TimedFenceUnit unit;
  unit.step(arriving(3, 5));
  unit.step(idle());
  EXPECT_FALSE(unit.step(done()).ack_valid);
  const FenceUnitOut out = unit.step(idle());
  EXPECT_TRUE(out.ack_valid);
  EXPECT_EQ(out.ack_from, HartId(3));
  EXPECT_FALSE(unit.step(idle()).busy);
}

TEST(TimedFenceUnit, a_fence_waits_for_the_end_of_the_operation_not_longer) {
  TimedFenceUnit unit;
  FenceUnitIn in = arriving(3, 5);
  in.use = true;
  unit.step(in);
  in = idle(), in.use = true;
  for (int cycle = 0; cycle < 5; ++cycle) {
    const FenceUnitOut out = unit.step(in);
    EXPECT_FALSE(out.mmu_fence_valid);
    EXPECT_FALSE(out.fence_ready);
    EXPECT_TRUE(out.hold);
  }
  EXPECT_TRUE(unit.step(idle()).mmu_fence_valid);
}

TEST(TimedFenceUnit, the_next_fence_is_handed_over_in_the_cycle_the_one_before_is_done) {
  TimedFenceUnit unit;
  unit.step(arriving(1, 5));
  EXPECT_TRUE(unit.step(arriving(2, 6)).fence_ready);
  const FenceUnitOut before = unit.step(arriving(3, 7));
  EXPECT_FALSE(before.mmu_fence_valid);
  EXPECT_FALSE(before.fence_ready);
  FenceUnitIn in = arriving(3, 7);
  in.mmu_fence_done = true;
  const FenceUnitOut then = unit.step(in);
  EXPECT_EQ(then.mmu_fence, fence_of(6));
  EXPECT_TRUE(then.fence_ready);
  EXPECT_TRUE(then.hold);
}

TEST(TimedFenceUnit, without_an_acknowledgement_taken_one_more_fence_is_done) {
  TimedFenceUnit unit;
  FenceUnitIn in = done();
  in.ack_ready = false;
  const auto stalled = [&](FenceUnitIn next) { return next.ack_ready = false, unit.step(next); };
  stalled(arriving(1, 5));
  stalled(arriving(2, 6));
  EXPECT_TRUE(unit.step(in).mmu_fence_valid);  // 5 is done, 6 handed over
  stalled(arriving(3, 7));
  EXPECT_FALSE(unit.step(in).mmu_fence_valid);  // 6 is done, 7 must wait
  EXPECT_FALSE(stalled(idle()).mmu_fence_valid);
  const FenceUnitOut out = unit.step(idle());
  EXPECT_EQ(out.ack_from, HartId(1));
  EXPECT_EQ(out.mmu_fence, fence_of(7));
  EXPECT_EQ(unit.step(idle()).ack_from, HartId(2));
  EXPECT_FALSE(unit.step(idle()).ack_valid);
}

TEST(TimedFenceUnit, a_fence_done_that_is_not_its_own_is_not_acknowledged) {
  TimedFenceUnit unit;
  unit.step(arriving(1, 5));
  FenceUnitIn in = done();
  in.mmu_fence_ready = false;
  EXPECT_TRUE(unit.step(in).hold);
  const FenceUnitOut out = unit.step(idle());
  EXPECT_FALSE(out.ack_valid);
  EXPECT_TRUE(out.mmu_fence_valid);
}

// Both units at one hart: fences on a link, operations, the hart's own fences, all at random.
class BothUnits {
 public:
  explicit BothUnits(uint64_t seed) : random_(seed) {}

  void run(Cycles until) {
    for (; now_ < until && !testing::Test::HasFailure(); ++now_) cycle();
    EXPECT_LE(done_.size(), acknowledged_.size() + link_.size() + 3);
    done_.resize(acknowledged_.size());  // the others are on their way
    EXPECT_EQ(acknowledged_, done_);
    EXPECT_GT(acknowledged_.size(), until.value / 30);
    EXPECT_GT(held_up_, until.value / 400);
    EXPECT_GT(operations_, until.value / 60);
    EXPECT_GT(own_fences_, until.value / 400);
  }

 private:
  static Cycles cycles_of(const Fence& fence) { return Cycles(1 + vpn_of(fence.va).value % 12); }
  bool one_in(uint64_t n) { return random_() % n == 0; }

  // The cycle that ends at edge now_.
  void cycle() {
    if (now_.value % 1000 == 0) rarity_ = 1 + random_() % 40;
    const bool sent = one_in(rarity_);
    if (sent) link_.push_back({HartId(random_() % 64), fence_of(random_())});
    FenceUnitIn in{.mmu_fence_ready = tlbs_left_ <= Cycles(1),
                   .mmu_fence_done = tlbs_left_ == Cycles(1)};
    in.use = end_ > now_;
    in.fence_valid = !link_.empty();
    if (in.fence_valid) in.fence = link_[0].fence, in.fence_from = link_[0].from;
    const FenceUnitOut out = timed_.step(in);
    if (tlbs_left_ != Cycles(0)) tlbs_left_ -= Cycles(1);
    if (out.mmu_fence_valid && in.mmu_fence_ready) tlbs_left_ = cycles_of(out.mmu_fence);
    if (out.ack_valid) acknowledged_.emplace_back(out.ack_from, now_ - Cycles(1));
    edge(out);
    if (sent) arrived_ = link_.back();
    if (in.fence_valid && out.fence_ready) link_.pop_front();
  }
  // What FenceUnit is told of edge now_.
  void edge(const FenceUnitOut& out) {
    if (arrived_) plain_.arrive(*std::exchange(arrived_, std::nullopt), now_);
    if (end_ > now_) return;
    if (plain_.has_due()) ++held_up_, plain_.take_waiting(now_);
    if (std::exchange(operating_, false)) plain_.end_use();
    const bool own_fence = own_until_ > now_;
    EXPECT_EQ(out.hold || own_fence, plain_.ready_at() > now_) << "edge " << now_.value;
    if (out.hold || own_fence) return;
    if (one_in(4)) {
      ++operations_;
      end_ = now_ + Cycles(1 + random_() % 20);
      plain_.begin_use();
      operating_ = true;
    } else if (one_in(16)) {
      ++own_fences_;
      const Fence own = Fence::of_address(addr_of(Vpn(random_() % 20)));
      tlbs_left_ = cycles_of(own);
      own_until_ = plain_.book(own, now_);
    }
  }

  bool operating_ = false;
  std::mt19937_64 random_;
  uint64_t rarity_ = 1, held_up_ = 0, operations_ = 0, own_fences_ = 0;
  Cycles now_{1}, end_{}, own_until_{}, tlbs_left_{};
  std::deque<RemoteFence> link_;        // offered, the first one to the timed unit
  std::optional<RemoteFence> arrived_;  // for the plain one, at the next edge
  std::deque<std::pair<HartId, Cycles>> done_, acknowledged_;
  TimedFenceUnit timed_;
  FenceUnit plain_{[](const Fence& fence) { return cycles_of(fence); }, [](const Fence&, Cycles) {},
                   [this](HartId from, Cycles at) { done_.emplace_back(from, at); }};
};

TEST(TimedFenceUnit, does_at_random_what_the_fence_unit_says_to_the_cycle) {
  const uint64_t seed = seed_or(15);
  COWMMU_TRACE_SEED(seed);
  BothUnits(seed).run(Cycles(200'000));
}

}  // namespace
}  // namespace cowmmu
