// SPDX-License-Identifier: Apache-2.0
// Write-protected tables (machine.walker.hier): a bit of a non-leaf PTE denies writes below it.
#include "timed_walker_bench.h"
#include "walker_fixture.h"

namespace cowmmu::test {
namespace {

class WalkProtect : public WalkerTest {
 protected:
  WalkProtect() {
    params_.hier = true;
    walker_ = Walker(params_);
  }
  // Maps kVa, and sets the bit in the pointer at `level`.
  PhysAddr map_below(unsigned level, uint64_t flags = kGood) {
    memory_ = {};
    const PhysAddr leaf = memory_.map(kVa, Pte::make(Ppn(5), flags));
    protect(level);
    walker_.fence(Fence::all());
    return leaf;
  }
  void protect(unsigned level) {
    const PhysAddr slot = memory_.slot_of(kVa, level);
    memory_.set(slot, memory_.pte_at(slot).with(Pte::kWriteProtect));
  }
};

TEST_F(WalkProtect, stores_below_fault_whatever_the_level) {
  for (const unsigned level : {1U, 2U}) {
    map_below(level);
    EXPECT_EQ(cause(Access::kStore), Cause::kStorePageFault) << level;
    EXPECT_EQ(cause(Access::kLoad), Cause::kNone) << level;
    EXPECT_EQ(cause(Access::kFetch), Cause::kNone) << level;
  }
}

TEST_F(WalkProtect, the_answer_lacks_w_and_memory_keeps_it) {
  const PhysAddr slot = map_below(2);
  EXPECT_EQ(walk().leaf, Pte::make(Ppn(5), kGood & ~Pte::kW));
  EXPECT_EQ(memory_.pte_at(slot), Pte::make(Ppn(5), kGood));
}

TEST_F(WalkProtect, a_superpage_below_is_protected_too) {
  memory_.map(kVa, Pte::make(Ppn(512), kGood), 1, Pte::kV | Pte::kWriteProtect);
  EXPECT_EQ(cause(Access::kStore), Cause::kStorePageFault);
  EXPECT_EQ(walk().level, 1u);
}

TEST_F(WalkProtect, other_tables_are_not_protected) {
  map_below(1);
  const VirtAddr other(kVa.value + (1ULL << 21));
  memory_.map(other, Pte::make(Ppn(6), kGood));
  EXPECT_EQ(cause(Access::kStore, other), Cause::kNone);
}

TEST_F(WalkProtect, hardware_sets_a_but_never_d_below) {
  state_.adue = true;
  const PhysAddr slot = map_below(1, kRwxu);
  EXPECT_EQ(cause(Access::kStore), Cause::kStorePageFault);
  EXPECT_EQ(memory_.pte_at(slot).bits() & kAd, 0u);
  EXPECT_EQ(walk().leaf, Pte::make(Ppn(5), (kRwxu | Pte::kA) & ~Pte::kW));
  EXPECT_EQ(memory_.pte_at(slot), Pte::make(Ppn(5), kRwxu | Pte::kA));
}

TEST_F(WalkProtect, walk_caches_keep_the_bit_until_a_fence_of_all_addresses) {
  map_below(2);
  EXPECT_EQ(walk().pte_reads, 3u);
  const WalkResult cached = walk(Access::kStore);
  EXPECT_EQ(cached.pte_reads, 1u);
  EXPECT_EQ(cached.cause, Cause::kStorePageFault);

  const PhysAddr slot = memory_.slot_of(kVa, 2);
  memory_.set(slot, memory_.pte_at(slot).without(Pte::kWriteProtect));
  walker_.fence(Fence::of_page(kVa, Asid(1)));  // orders the leaf only
  EXPECT_EQ(cause(Access::kStore), Cause::kStorePageFault);
  walker_.fence(Fence::all());
  EXPECT_EQ(cause(Access::kStore), Cause::kNone);
}

TEST_F(WalkProtect, a_walk_below_takes_the_cycles_of_any_other) {
  memory_.map(kVa, Pte::make(Ppn(5), kGood));
  const auto cycles = [this] {
    walker_.fence(Fence::all());
    const Cycles begin = memory_.now();
    walk();
    return memory_.now() - begin;
  };
  const Cycles plain = cycles();
  protect(1);
  EXPECT_EQ(cycles(), plain);
}

TEST_F(WalkProtect, in_a_leaf_the_bit_is_reserved) {
  EXPECT_EQ(cause_of(kGood | Pte::kWriteProtect), Cause::kLoadPageFault);
}

TEST_F(WalkProtect, the_other_reserved_bits_of_a_pointer_still_fault) {
  for (unsigned bit = 55; bit <= 62; ++bit) {
    memory_ = {};
    memory_.map(kVa, Pte::make(Ppn(5), kGood), 0, Pte::kV | 1ULL << bit);
    walker_.fence(Fence::all());
    EXPECT_EQ(cause(), Cause::kLoadPageFault) << bit;
  }
}

TEST_F(WalkerTest, without_the_extension_the_bit_is_reserved_in_pointers_too) {
  memory_.map(kVa, Pte::make(Ppn(5), kGood), 0, Pte::kV | Pte::kWriteProtect);
  EXPECT_EQ(cause(), Cause::kLoadPageFault);
}

class TimedWalkProtect : public TimedWalkerTest {
 protected:
  static constexpr WalkerParams with_hier() {
    WalkerParams params = kParams;
    params.hier = true;
    return params;
  }
  TimedWalkProtect() : TimedWalkerTest(with_hier()) {}
};

TEST_F(TimedWalkProtect, a_store_that_joins_a_load_faults_and_the_load_lacks_w) {
  memory_.map(kVa, Pte::make(Ppn(5), kGood), 0, Pte::kV | Pte::kWriteProtect);
  step(request(1, Access::kLoad));
  EXPECT_TRUE(step(request(2, Access::kStore)).req_join);
  run_until_idle();
  EXPECT_EQ(answer_to(1).result.leaf, Pte::make(Ppn(5), kGood & ~Pte::kW));
  EXPECT_EQ(answer_to(2).result.cause, Cause::kStorePageFault);
}

}  // namespace
}  // namespace cowmmu::test
