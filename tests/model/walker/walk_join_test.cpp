// SPDX-License-Identifier: Apache-2.0
// Requests for a page in flight join its walk; several walks at once answer as each alone would.
#include "base/seed.h"
#include "random_pte.h"
#include "timed_walker_bench.h"

namespace cowmmu::test {
namespace {

class WalkJoin : public TimedWalkerTest {
 protected:
  // The cycle in which the leaf of a cold walk that was asked for in cycle 0 arrives.
  uint64_t leaf_at() const {
    return params_.start_cycles + params_.pwc_cycles + 2 * (latency_ + 1) + latency_;
  }
  void map(uint64_t flags) { memory_.map(kVa, Pte::make(Ppn(5), flags)); }
};

TEST_F(WalkJoin, a_second_request_reads_nothing_and_is_answered_a_cycle_apart) {
  map(kRwxu | kAd);
  EXPECT_FALSE(step(request(1)).req_join);
  EXPECT_TRUE(step(request(2, Access::kFetch)).req_join);
  run_until_idle();
  EXPECT_EQ(memory_.reads.size(), 3u);
  EXPECT_EQ(answer_to(2).result, answer_to(1).result);
  const uint64_t alone = leaf_at() + 1 + params_.fill_cycles;
  EXPECT_EQ(answers_[0].cycle, alone);
  EXPECT_EQ(answers_[1].cycle, alone + 1);
}

TEST_F(WalkJoin, joining_is_possible_until_the_leaf_arrives_not_after) {
  map(kRwxu | kAd);
  step(request(1));
  run(leaf_at() - 2);
  EXPECT_TRUE(step(request(2)).req_join);
  EXPECT_FALSE(step(request(3)).req_join);
  run_until_idle();
  EXPECT_EQ(memory_.reads.size(), 4u);  // the third finds the walk caches warm
}

TEST_F(WalkJoin, each_access_is_judged_on_its_own) {
  map(Pte::kV | Pte::kR | Pte::kU | kAd);
  step(request(1, Access::kLoad));
  step(request(2, Access::kStore));
  step(request(3, Access::kFetch));
  run_until_idle();
  EXPECT_EQ(answer_to(1).result.cause, Cause::kNone);
  EXPECT_EQ(answer_to(2).result.cause, Cause::kStorePageFault);
  EXPECT_EQ(answer_to(3).result.cause, Cause::kFetchPageFault);
  EXPECT_EQ(memory_.reads.size(), 3u);
}

TEST_F(WalkJoin, each_privilege_is_judged_on_its_own) {
  map(kRwxu | kAd);
  step(request(1));
  state_.privilege = Privilege::kSupervisor;
  EXPECT_TRUE(step(request(2)).req_join);
  run_until_idle();
  EXPECT_EQ(answer_to(1).result.cause, Cause::kNone);
  EXPECT_EQ(answer_to(2).result.cause, Cause::kLoadPageFault);
}

TEST_F(WalkJoin, a_store_that_joins_a_load_sets_d_by_a_swap_of_its_own) {
  map(kRwxu);
  state_.adue = true;
  step(request(1, Access::kLoad));
  step(request(2, Access::kStore));
  run_until_idle();
  EXPECT_TRUE(answer_to(2).result.leaf.has(kAd));
  EXPECT_TRUE(memory_.pte_at(memory_.slot_of(kVa, 0)).has(kAd));
  // Of the two swaps that expect the same PTE the second fails; its request reads again.
  EXPECT_EQ(updates(), 2u);
  EXPECT_EQ(memory_.reads.size(), 4u);
}

TEST_F(WalkJoin, a_fault_on_the_way_is_everybodys) {
  memory_.map(kVa, Pte(0), 1);
  step(request(1, Access::kLoad));
  step(request(2, Access::kStore));
  run_until_idle();
  EXPECT_EQ(answer_to(1).result.cause, Cause::kLoadPageFault);
  EXPECT_EQ(answer_to(2).result.cause, Cause::kStorePageFault);
}

TEST_F(WalkJoin, other_pages_and_other_spaces_do_not_join) {
  map(kRwxu | kAd);
  step(request(1));
  EXPECT_FALSE(step(request(2, Access::kLoad, VirtAddr(kVa.value + kPageBytes))).req_join);
  asid_ = Asid(2);
  EXPECT_FALSE(step(request(3)).req_join);
  asid_ = Asid(1);
  memory_.root = Ppn(0x999);
  EXPECT_FALSE(step(request(4)).req_join);
}

TEST_F(WalkJoin, a_fence_voids_what_was_read_for_all_of_them) {
  map(kRwxu | kAd);
  step(request(1));
  step(request(2));
  run(2 * latency_);
  step({.fence_valid = true});
  map(kRwxu | kAd | Pte::kCow);
  run_until_idle();
  EXPECT_TRUE(answer_to(1).result.leaf.cow());
  EXPECT_TRUE(answer_to(2).result.leaf.cow());
}

TEST_F(WalkJoin, who_joins_a_void_walk_gets_what_it_reads_when_it_begins_again) {
  map(kRwxu | kAd);
  step(request(1));
  run(leaf_at() - 3);
  step({.fence_valid = true});
  EXPECT_TRUE(step(request(2)).req_join);
  map(kRwxu | kAd | Pte::kCow);
  run_until_idle();
  EXPECT_TRUE(answer_to(1).result.leaf.cow());
  EXPECT_TRUE(answer_to(2).result.leaf.cow());
}

// Tables that nobody changes but the walkers: the answers do not depend on how many walk.
TEST_F(WalkJoin, several_walks_answer_as_each_alone) {
  const uint64_t seed = seed_or(99);
  COWMMU_TRACE_SEED(seed);
  RandomPtes ptes(seed);
  const auto va = [&] {
    return VirtAddr(ptes.below(8) << 12 | ptes.below(2) << 21 | ptes.below(2) << 30);
  };
  for (int i = 0; i < 40; ++i) {
    const unsigned level = ptes.one_in(6) ? 1 : 0;
    memory_.map(va(), ptes.leaf(level, 20).with(kAd), level, Pte::kV);
  }
  std::vector<WalkRequest> asked;
  uint64_t joins = 0;
  while (asked.size() < 5'000) {
    state_ = ptes.state({});
    const WalkerIn in = request(static_cast<unsigned>(asked.size()), ptes.access(), va());
    rsp_ready_ = !ptes.one_in(4), memory_ready_ = !ptes.one_in(3);
    const WalkerOut out = step(in);
    joins += out.req_join;
    if (out.req_ready) asked.push_back(in.req);
  }
  rsp_ready_ = memory_ready_ = true;
  run_until_idle();
  ASSERT_EQ(answers_.size(), asked.size());
  Walker alone(params_);
  for (const Answer& a : answers_) {
    WalkResult expected = alone.walk(asked[a.id], memory_);
    expected.pte_reads = 0;
    EXPECT_EQ(a.result, expected) << a.id;
  }
  EXPECT_GT(joins, 300u);
}

}  // namespace
}  // namespace cowmmu::test
