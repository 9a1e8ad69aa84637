// SPDX-License-Identifier: Apache-2.0
// A and D: by trap (Svade) and by hardware (Svadu), and races against both.
#include "walker_fixture.h"

namespace cowmmu::test {
namespace {

class WalkerAd : public WalkerTest {
 protected:
  PhysAddr map(uint64_t ad) { return memory_.map(kVa, Pte::make(Ppn(5), kRwxu | ad)); }
};

TEST_F(WalkerAd, svade_faults_where_a_or_a_stores_d_is_clear_and_leaves_memory_alone) {
  const PhysAddr slot = map(0);
  for (const Access a : {Access::kLoad, Access::kStore, Access::kFetch})
    EXPECT_EQ(cause(a), page_fault(a));
  EXPECT_EQ(memory_.pte_at(slot).bits() & kAd, 0u);
  map(Pte::kA);
  EXPECT_EQ(cause(Access::kLoad), Cause::kNone);
  EXPECT_EQ(cause(Access::kFetch), Cause::kNone);
  EXPECT_EQ(cause(Access::kStore), Cause::kStorePageFault);
  map(Pte::kD);
  EXPECT_EQ(cause(Access::kStore), Cause::kStorePageFault);
}

TEST_F(WalkerAd, svadu_sets_a_for_loads_and_fetches_and_both_for_stores) {
  state_.adue = true;
  for (const auto& [access, expected] :
       {std::pair{Access::kLoad, Pte::kA}, {Access::kFetch, Pte::kA}, {Access::kStore, kAd}}) {
    const PhysAddr slot = map(0);
    const WalkResult r = walk(access);
    EXPECT_EQ(r.cause, Cause::kNone);
    EXPECT_EQ(memory_.pte_at(slot).bits() & kAd, expected);
    EXPECT_EQ(r.leaf, memory_.pte_at(slot));
  }
  EXPECT_EQ(walker_.stats().ad_updates, 3u);
}

TEST_F(WalkerAd, svadu_updates_only_what_is_missing_and_only_once) {
  state_.adue = true;
  map(Pte::kA);
  walk(Access::kLoad);
  EXPECT_EQ(walker_.stats().ad_updates, 0u);
  walk(Access::kStore);
  walk(Access::kStore);
  EXPECT_EQ(walker_.stats().ad_updates, 1u);
}

TEST_F(WalkerAd, svadu_updates_nothing_for_an_access_that_faults) {
  state_.adue = true;
  const PhysAddr slot = memory_.map(kVa, Pte::make(Ppn(5), Pte::kV | Pte::kR | Pte::kU));
  EXPECT_EQ(cause(Access::kStore), Cause::kStorePageFault);
  EXPECT_EQ(memory_.pte_at(slot).bits() & kAd, 0u);
  memory_.map(kVa, Pte::make(Ppn(5), kRwxu), 1);  // misaligned
  walker_.fence(Fence::all());
  EXPECT_EQ(cause(), Cause::kLoadPageFault);
  EXPECT_EQ(memory_.pte_at(memory_.slot_of(kVa, 1)).bits() & kAd, 0u);
}

// Another hart changes the PTE between its read and its update.
class WalkerAdRace : public WalkerAd {
 protected:
  void race(Pte changed) {
    state_.adue = true;
    slot_ = map(0);
    walk(Access::kLoad);  // the walk cache is warm: the next read is the leaf's
    map(0);
    const size_t reads = memory_.reads.size();
    swap_after_ = [this, changed, reads] {
      // Called in every call that takes time: acts in the first after the leaf was read.
      if (memory_.reads.size() == reads) {
        memory_.meanwhile = swap_after_;
      } else {
        memory_.set(slot_, changed);
      }
    };
    memory_.meanwhile = swap_after_;
  }
  PhysAddr slot_{};
  std::function<void()> swap_after_;
};

TEST_F(WalkerAdRace, a_pte_that_changed_is_read_and_judged_again) {
  race(Pte::make(Ppn(9), kRwxu));
  const WalkResult r = walk(Access::kStore);
  EXPECT_EQ(r.cause, Cause::kNone);
  EXPECT_EQ(r.leaf, Pte::make(Ppn(9), kRwxu | kAd));
  EXPECT_EQ(r.pte_reads, 2u);
  EXPECT_EQ(memory_.pte_at(slot_), r.leaf);
  EXPECT_EQ(walker_.stats().ad_retries, 1u);
}

TEST_F(WalkerAdRace, a_pte_that_became_read_only_is_not_marked_dirty) {
  const Pte read_only = Pte::make(Ppn(5), Pte::kV | Pte::kR | Pte::kU | Pte::kA);
  race(read_only);
  EXPECT_EQ(cause(Access::kStore), Cause::kStorePageFault);
  EXPECT_EQ(memory_.pte_at(slot_), read_only);
}

TEST_F(WalkerAdRace, a_pte_that_became_invalid_stays_so) {
  race(Pte(0));
  EXPECT_EQ(cause(Access::kLoad), Cause::kLoadPageFault);
  EXPECT_EQ(memory_.pte_at(slot_), Pte(0));
}

}  // namespace
}  // namespace cowmmu::test
