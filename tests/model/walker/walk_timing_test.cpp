// SPDX-License-Identifier: Apache-2.0
// When a walk answers, from the parameters; what the walk caches save; fences during a walk.
#include <functional>

#include "walker_fixture.h"

namespace cowmmu::test {
namespace {

class WalkTiming : public WalkerTest {
 protected:
  WalkTiming() {
    params_ = {.start_cycles = 3, .pwc_entries = 4, .pwc_cycles = 5, .fill_cycles = 7};
    walker_ = Walker(params_);
    memory_.map(kVa, Pte::make(Ppn(5), kGood));
  }
  Cycles time_of(Access access = Access::kLoad, VirtAddr va = kVa) {
    const Cycles begin = memory_.now();
    walk(access, va);
    return memory_.now() - begin;
  }
  Cycles before_reads() const { return Cycles(params_.start_cycles + params_.pwc_cycles); }
};

TEST_F(WalkTiming, a_cold_walk_takes_start_pwc_a_read_a_level_and_fill) {
  EXPECT_EQ(time_of(), before_reads() + FakeMemory::kRead * 3 + Cycles(params_.fill_cycles));
}

TEST_F(WalkTiming, a_warm_walk_reads_the_leaf_only) {
  walk();
  EXPECT_EQ(time_of(), before_reads() + FakeMemory::kRead + Cycles(params_.fill_cycles));
  EXPECT_EQ(walk().pte_reads, 1u);
}

TEST_F(WalkTiming, a_neighbour_in_the_next_table_starts_one_level_higher) {
  const VirtAddr neighbour(kVa.value + (1ULL << 21));
  memory_.map(neighbour, Pte::make(Ppn(6), kGood));
  walk();
  EXPECT_EQ(walk(Access::kLoad, neighbour).pte_reads, 2u);
}

TEST_F(WalkTiming, without_walk_caches_every_walk_reads_every_level_and_spends_no_look_up) {
  params_.pwc_entries = 0;
  walker_ = Walker(params_);
  walk();
  EXPECT_EQ(time_of(),
            Cycles(params_.start_cycles) + FakeMemory::kRead * 3 + Cycles(params_.fill_cycles));
}

TEST_F(WalkTiming, a_hardware_update_adds_its_swap) {
  state_.adue = true;
  memory_.map(kVa, Pte::make(Ppn(5), kRwxu));
  EXPECT_EQ(time_of(Access::kStore), before_reads() + FakeMemory::kRead * 3 + FakeMemory::kSwap +
                                         Cycles(params_.fill_cycles));
}

TEST_F(WalkTiming, a_fault_answers_after_its_last_read) {
  memory_.map(kVa, Pte(0));
  EXPECT_EQ(time_of(), before_reads() + FakeMemory::kRead * 3);
}

TEST_F(WalkTiming, a_non_canonical_address_takes_the_start_only) {
  EXPECT_EQ(time_of(Access::kLoad, VirtAddr(1ULL << 40)), Cycles(params_.start_cycles));
}

TEST_F(WalkTiming, an_address_fence_leaves_the_walk_caches) {
  walk();
  EXPECT_EQ(walker_.fence(Fence::of_page(kVa, asid_)), 0u);
  EXPECT_EQ(walk().pte_reads, 1u);
}

TEST_F(WalkTiming, an_asid_fence_clears_the_walk_caches_of_its_space) {
  walk();
  walker_.fence(Fence::of_asid(Asid(asid_.value + 1)));
  EXPECT_EQ(walk().pte_reads, 1u);
  walker_.fence(Fence::of_asid(asid_));
  EXPECT_EQ(walk().pte_reads, 3u);
}

// Lets `act` happen in the `call`-th call from now that takes time.
void in_call(FakeMemory& memory, int call, const std::function<void()>& act) {
  memory.meanwhile = [&memory, call, act] {
    if (call == 1) return act();
    in_call(memory, call - 1, act);
  };
}

TEST_F(WalkTiming, a_fence_during_a_walk_voids_what_the_walk_read) {
  // In start, walk-cache look-up, each of the three reads and the fill: the tables are replaced and
  // fenced. The old tables keep their PTEs, yet neither their leaf nor a pointer to them may
  // survive.
  for (int call = 1; call <= 6; ++call) {
    walker_ = Walker(params_);
    const Ppn old_leaf_table = memory_.pte_at(memory_.slot_of(kVa, 1)).ppn();
    const Ppn old_leaf = memory_.pte_at(memory_.slot_of(kVa, 0)).ppn();
    in_call(memory_, call, [this, old_leaf] {
      memory_.set(memory_.slot_of(kVa, 2), Pte(0));
      memory_.map(kVa, Pte::make(Ppn(old_leaf.value + 1), kGood));
      walker_.fence(Fence::all());
    });
    EXPECT_EQ(walk().leaf.ppn(), Ppn(old_leaf.value + 1)) << call;
    EXPECT_EQ(walker_.stats().restarts, 1u) << call;
    EXPECT_FALSE(walker_.pwc().holds_table(old_leaf_table)) << call;
    EXPECT_EQ(walk().leaf.ppn(), Ppn(old_leaf.value + 1)) << call;
  }
}

TEST_F(WalkTiming, a_void_walk_updates_nothing) {
  // The leaf's table is replaced while its PTE is read: the old one may be another's page by now.
  state_.adue = true;
  memory_.map(kVa, Pte::make(Ppn(5), kRwxu));
  const PhysAddr old_slot = memory_.slot_of(kVa, 0);
  in_call(memory_, 5, [this] {
    memory_.set(memory_.slot_of(kVa, 2), Pte(0));
    memory_.map(kVa, Pte::make(Ppn(6), kRwxu));
    walker_.fence(Fence::all());
  });
  EXPECT_EQ(walk(Access::kStore).leaf, Pte::make(Ppn(6), kRwxu | kAd));
  EXPECT_EQ(walker_.stats().restarts, 1u);
  EXPECT_EQ(memory_.pte_at(old_slot), Pte::make(Ppn(5), kRwxu));
}

TEST_F(WalkTiming, states_are_told_in_order) {
  class Log : public IWalkObserver {
   public:
    void on_walk_state(WalkState state, unsigned level) override {
      seen.emplace_back(state, level);
    }
    std::vector<std::pair<WalkState, unsigned>> seen;
  } log;
  walker_.observe(&log);
  walk();
  using S = WalkState;
  EXPECT_EQ(log.seen, (std::vector<std::pair<WalkState, unsigned>>{{S::kStart, 0},
                                                                   {S::kPwc, 2},
                                                                   {S::kRead, 2},
                                                                   {S::kRead, 1},
                                                                   {S::kRead, 0},
                                                                   {S::kFill, 0},
                                                                   {S::kIdle, 0}}));
}

}  // namespace
}  // namespace cowmmu::test
