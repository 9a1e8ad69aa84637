// SPDX-License-Identifier: Apache-2.0
// The ports of the walker: when it answers, what it keeps on offer, what a fence makes of it.
#include "timed_walker_bench.h"

namespace cowmmu::test {
namespace {

class WalkerPorts : public TimedWalkerTest {
 protected:
  WalkerPorts() { memory_.map(kVa, Pte::make(Ppn(5), kGood)); }
  // From a request on: the cycles that pass before a read is offered.
  uint64_t cycles_before_offer() {
    uint64_t n = 0;
    while (!step().mem_req_valid) ++n;
    return n;
  }
  // Of a read: until the next step after its response.
  uint64_t read_cycles() const { return latency_ + 1; }
};

TEST_F(WalkerPorts, first_read_is_offered_at_start_plus_pwc_cycles_not_before) {
  step(request(0));
  EXPECT_EQ(cycles_before_offer(), params_.start_cycles + params_.pwc_cycles - 1);
}

TEST_F(WalkerPorts, next_read_is_offered_in_the_cycle_after_a_response) {
  step(request(0));
  cycles_before_offer();
  EXPECT_EQ(cycles_before_offer(), latency_);
}

TEST_F(WalkerPorts, answer_comes_at_the_sum_of_its_parts) {
  step(request(0));
  const uint64_t accepted = cycle_ - 1;
  run_until_idle();
  EXPECT_EQ(answer_to(0).cycle - accepted,
            params_.start_cycles + params_.pwc_cycles + 3 * read_cycles() + params_.fill_cycles);
}

TEST_F(WalkerPorts, a_non_canonical_address_is_answered_at_start_cycles) {
  step(request(0, Access::kStore, VirtAddr(1ULL << 40)));
  run_until_idle();
  EXPECT_EQ(answer_to(0).cycle, params_.start_cycles);
  EXPECT_EQ(answer_to(0).result.cause, Cause::kStorePageFault);
  EXPECT_TRUE(memory_.reads.empty());
}

TEST_F(WalkerPorts, requests_are_refused_while_every_slot_is_taken) {
  for (unsigned id = 0; id < params_.walks; ++id) EXPECT_TRUE(step(request(id)).req_ready);
  EXPECT_FALSE(step(request(9)).req_ready);
  run_until_idle();
  EXPECT_EQ(answers_.size(), params_.walks);
  EXPECT_TRUE(step().req_ready);
}

TEST_F(WalkerPorts, a_read_stays_on_offer_until_accepted_through_a_fence) {
  memory_ready_ = false;
  step(request(0));
  cycles_before_offer();
  const WalkMemReq offered = step({.fence_valid = true}).mem_req;
  for (int n = 0; n < 5; ++n) {
    const WalkerOut out = step();
    EXPECT_TRUE(out.mem_req_valid);
    EXPECT_EQ(out.mem_req, offered);
    EXPECT_TRUE(out.draining);
  }
  memory_ready_ = true;
  run_until_idle();
  EXPECT_EQ(memory_.reads.size(), 4u);  // one void, three of the walk done again
}

TEST_F(WalkerPorts, an_answer_stays_on_offer_until_taken) {
  rsp_ready_ = false;
  step(request(7));
  while (!step().rsp_valid) continue;
  for (int n = 0; n < 5; ++n) EXPECT_TRUE(step().rsp_valid);
  rsp_ready_ = true;
  EXPECT_TRUE(step().rsp_valid);
  EXPECT_FALSE(step().rsp_valid);
  EXPECT_EQ(answers_.size(), 1u);
}

TEST_F(WalkerPorts, a_fence_withdraws_an_answer_that_nobody_took) {
  rsp_ready_ = false;
  step(request(0));
  while (!step().rsp_valid) continue;
  memory_.map(kVa, Pte::make(Ppn(6), kGood));
  EXPECT_TRUE(step({.fence_valid = true}).rsp_valid);
  EXPECT_FALSE(step().rsp_valid);
  rsp_ready_ = true;
  run_until_idle();
  ASSERT_EQ(answers_.size(), 1u);
  EXPECT_EQ(answers_[0].result.leaf.ppn(), Ppn(6));
}

TEST_F(WalkerPorts, an_answer_taken_at_the_edge_of_a_fence_is_of_before_it) {
  step(request(0));
  WalkerIn fence{.fence_valid = true};
  run(params_.start_cycles + params_.pwc_cycles + 3 * read_cycles() + params_.fill_cycles - 1);
  EXPECT_TRUE(step(fence).rsp_valid);
  EXPECT_FALSE(step().busy);
}

TEST_F(WalkerPorts, draining_ends_when_the_void_walk_begins_again) {
  step(request(0));
  cycles_before_offer();
  EXPECT_FALSE(step({.fence_valid = true}).draining);
  uint64_t n = 0;
  while (step().draining) ++n;
  // Until the response, and the cycle in which the next read would have been offered.
  EXPECT_EQ(n, latency_);
  EXPECT_EQ(memory_.reads.size(), 1u);
}

TEST_F(WalkerPorts, reset_forgets_requests_and_walk_caches) {
  step(request(0));
  run(20);
  walker_.reset();
  EXPECT_FALSE(step().busy);
  size_t entries = 0;
  walker_.pwc().for_each_entry([&](uint64_t, Asid, const WalkPoint&) { ++entries; });
  EXPECT_EQ(entries, 0u);
}

TEST_F(WalkerPorts, parameters_that_leave_no_time_are_refused) {
  EXPECT_EQ(TimedWalker::problem_with(params_), "");
  EXPECT_EQ(TimedWalker::problem_with({.start_cycles = 1, .pwc_entries = 0, .pwc_cycles = 0}), "");
  EXPECT_NE(TimedWalker::problem_with({.start_cycles = 0, .pwc_cycles = 3}), "");
  EXPECT_NE(TimedWalker::problem_with({.start_cycles = 1, .pwc_cycles = 0}), "");
}

}  // namespace
}  // namespace cowmmu::test
