// SPDX-License-Identifier: Apache-2.0
#include "fabric/fence_unit.h"

#include <gtest/gtest.h>

namespace cowmmu {
namespace {

struct Bench {
  std::vector<VirtAddr> handed_over;
  std::vector<Cycles> done_at;  // as the TLBs are told
  std::vector<std::pair<HartId, Cycles>> done;
  Cycles cycles{7};
  FenceUnit unit{[this](const Fence&) { return cycles; },
                 [this](const Fence& fence, Cycles at) {
                   handed_over.push_back(fence.va);
                   done_at.push_back(at);
                 },
                 [this](HartId from, Cycles at) { done.emplace_back(from, at); }};

  RemoteFence fence(uint64_t from, uint64_t page) const {
    return {HartId(from), Fence::of_page(addr_of(Vpn(page)), Asid(1))};
  }
  using Done = std::vector<std::pair<HartId, Cycles>>;
};

TEST(FenceUnit, without_an_operation_in_flight_a_fence_is_done_after_its_own_cycles) {
  Bench b;
  b.unit.arrive(b.fence(3, 5), Cycles(100));
  EXPECT_EQ(b.handed_over, std::vector{addr_of(Vpn(5))});
  EXPECT_EQ(b.done_at, std::vector{Cycles(107)});
  EXPECT_EQ(b.done, (Bench::Done{{HartId(3), Cycles(107)}}));
  EXPECT_EQ(b.unit.ready_at(), Cycles(107));
}

TEST(FenceUnit, one_that_arrives_meanwhile_waits_for_the_one_before) {
  for (const uint64_t gap : {0, 1, 6, 7, 8}) {
    SCOPED_TRACE(gap);
    Bench b;
    b.unit.arrive(b.fence(1, 5), Cycles(100));
    b.unit.arrive(b.fence(2, 6), Cycles(100 + gap));
    EXPECT_EQ(b.done.back().second, Cycles(gap <= 7 ? 114 : 115));
  }
}

TEST(FenceUnit, the_harts_own_fence_holds_up_anothers) {
  Bench b;
  b.cycles = Cycles(20);
  EXPECT_EQ(b.unit.book(Fence::all(), Cycles(95)), Cycles(115));
  b.cycles = Cycles(7);
  b.unit.arrive(b.fence(1, 5), Cycles(100));
  EXPECT_EQ(b.done.back().second, Cycles(122));
}

TEST(FenceUnit, an_operation_in_flight_holds_fences_up_until_its_end_in_their_order) {
  Bench b;
  b.unit.begin_use();
  b.unit.arrive(b.fence(1, 5), Cycles(100));
  b.unit.arrive(b.fence(2, 6), Cycles(101));
  EXPECT_TRUE(b.handed_over.empty());
  EXPECT_TRUE(b.unit.has_due());
  b.unit.take_waiting(Cycles(150));
  b.unit.end_use();
  EXPECT_FALSE(b.unit.has_due());
  EXPECT_EQ(b.done, (Bench::Done{{HartId(1), Cycles(157)}, {HartId(2), Cycles(164)}}));
  b.unit.arrive(b.fence(1, 7), Cycles(200));
  EXPECT_EQ(b.done.back().second, Cycles(207));
}

TEST(FenceUnit, of_operations_that_overlap_the_last_one_holds_fences_up) {
  Bench b;
  b.unit.begin_use();
  b.unit.begin_use();
  b.unit.arrive(b.fence(1, 5), Cycles(100));
  EXPECT_FALSE(b.unit.has_due());
  b.unit.end_use();
  EXPECT_TRUE(b.unit.has_due());
  EXPECT_TRUE(b.handed_over.empty());
}

}  // namespace
}  // namespace cowmmu
