// SPDX-License-Identifier: Apache-2.0
// What ends a walk early (privileged spec, "Virtual Address Translation Process").
#include "walker_fixture.h"

namespace cowmmu::test {
namespace {

constexpr Cause kFault = Cause::kLoadPageFault;

TEST_F(WalkerTest, a_valid_leaf_translates) {
  EXPECT_EQ(cause_of(kGood), Cause::kNone);
  const WalkResult r = walk();
  EXPECT_EQ(r.leaf, Pte::make(Ppn(1ULL << 27), kGood));
  EXPECT_EQ(r.level, 0u);
  EXPECT_FALSE(r.global);
}

TEST_F(WalkerTest, an_unmapped_page_faults_with_the_cause_of_its_access) {
  EXPECT_EQ(cause(Access::kLoad), Cause::kLoadPageFault);
  EXPECT_EQ(cause(Access::kStore), Cause::kStorePageFault);
  EXPECT_EQ(cause(Access::kFetch), Cause::kFetchPageFault);
}

TEST_F(WalkerTest, an_invalid_leaf_faults_whatever_its_other_bits) {
  EXPECT_EQ(cause_of(kGood & ~Pte::kV), kFault);
}

TEST_F(WalkerTest, writable_without_readable_is_reserved) {
  EXPECT_EQ(cause_of(kGood & ~Pte::kR), kFault);
  EXPECT_EQ(cause_of(kGood & ~(Pte::kR | Pte::kX)), kFault);
}

TEST_F(WalkerTest, each_reserved_bit_faults) {
  for (unsigned bit = 54; bit <= 60; ++bit) EXPECT_EQ(cause_of(kGood | 1ULL << bit), kFault) << bit;
}

TEST_F(WalkerTest, memory_types_fault_without_pbmte) {
  EXPECT_EQ(cause_of(kGood | 1ULL << 61), kFault);
  EXPECT_EQ(cause_of(kGood | 1ULL << 62), kFault);
}

TEST_F(WalkerTest, software_bits_mean_nothing) {
  EXPECT_EQ(cause_of(kGood | Pte::kCow | Pte::kSpecial), Cause::kNone);
}

TEST_F(WalkerTest, each_reserved_bit_of_a_pointer_faults) {
  for (const unsigned shift : {4, 6, 7, 54, 60, 61, 63}) {  // U, A, D, reserved, PBMT, N
    const uint64_t bit = 1ULL << shift;
    memory_ = {};
    memory_.map(kVa, Pte::make(Ppn(5), kGood), 0, Pte::kV | bit);
    walker_.fence(Fence::all());
    EXPECT_EQ(cause(), kFault) << shift;
  }
}

TEST_F(WalkerTest, a_pointer_at_level_0_faults) { EXPECT_EQ(cause_of(Pte::kV), kFault); }

TEST_F(WalkerTest, a_pointer_may_carry_software_bits) {
  memory_.map(kVa, Pte::make(Ppn(5), kGood), 0, Pte::kV | Pte::kCow);
  EXPECT_EQ(cause(), Cause::kNone);
}

TEST_F(WalkerTest, non_canonical_addresses_fault_without_reading_a_pte) {
  for (const PagingMode mode : {PagingMode::kSv39, PagingMode::kSv48, PagingMode::kSv57}) {
    memory_ = {};
    memory_.mode = mode;
    walker_.fence(Fence::all());
    memory_.map(kVa, Pte::make(Ppn(5), kGood));
    EXPECT_EQ(cause(), Cause::kNone);
    memory_.reads.clear();
    for (unsigned bit = va_bits_of(mode) - 1; bit < 64; ++bit)
      EXPECT_EQ(cause(Access::kStore, VirtAddr(kVa.value | 1ULL << bit)), Cause::kStorePageFault);
    EXPECT_TRUE(memory_.reads.empty());
  }
}

TEST_F(WalkerTest, a_table_outside_memory_is_an_access_fault_of_the_access) {
  memory_.map(kVa, Pte::make(Ppn(5), kGood));
  for (unsigned level = 0; level < 3; ++level) {
    walker_.fence(Fence::all());
    memory_.end = memory_.slot_of(kVa, level);
    EXPECT_EQ(cause(Access::kLoad), Cause::kLoadAccessFault);
    EXPECT_EQ(cause(Access::kStore), Cause::kStoreAccessFault);
    EXPECT_EQ(cause(Access::kFetch), Cause::kFetchAccessFault);
    memory_.end = PhysAddr(memory_.end.value + 1);
  }
}

TEST_F(WalkerTest, a_translated_address_outside_memory_is_not_the_walkers_business) {
  memory_.end = addr_of(Ppn(0x1000));
  memory_.map(kVa, Pte::make(Ppn(Pte::kPpnMask), kGood));
  EXPECT_EQ(cause(), Cause::kNone);
}

TEST_F(WalkerTest, faults_are_counted) {
  cause();
  memory_.map(kVa, Pte::make(Ppn(5), kGood));
  cause();
  EXPECT_EQ(walker_.stats().walks, 2u);
  EXPECT_EQ(walker_.stats().faults, 1u);
  EXPECT_EQ(walker_.stats().pte_reads, memory_.reads.size());
}

}  // namespace
}  // namespace cowmmu::test
