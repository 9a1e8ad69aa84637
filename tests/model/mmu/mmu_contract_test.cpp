// SPDX-License-Identifier: Apache-2.0
// The contract of mmu/mmu.h: what a TLB hit may decide, what a fence reaches, what is filled when.
#include "mmu_fixture.h"

namespace cowmmu::test {
namespace {

using From = TranslateResult::From;
constexpr uint64_t kReadOnly = Pte::kV | Pte::kR | Pte::kU | Pte::kA;

TEST_F(MmuTest, first_walks_then_hits_l1) {
  map(kVa, 5);
  EXPECT_EQ(load().from, From::kWalk);
  EXPECT_EQ(load().from, From::kL1);
  EXPECT_EQ(load().pa, PhysAddr(5 * kPageBytes + page_offset(kVa)));
  EXPECT_EQ(stats(TlbId::kL1d).misses, 1u);
  EXPECT_EQ(stats(TlbId::kL1d).hits, 2u);
  EXPECT_EQ(stats(TlbId::kL2).misses, 1u);
  EXPECT_EQ(mmu_->walker().stats().walks, 1u);
}

TEST_F(MmuTest, sides_have_their_own_l1_and_share_l2) {
  map(kVa, 5);
  load();
  EXPECT_EQ(mmu_->tlb(TlbId::kL1i).occupancy(), 0u);
  EXPECT_EQ(access(Access::kFetch).from, From::kL2);
  EXPECT_EQ(mmu_->tlb(TlbId::kL1i).occupancy(), 1u);
}

TEST_F(MmuTest, a_fault_fills_nothing) {
  map(kVa, 5, kReadOnly);
  EXPECT_EQ(access(Access::kStore).cause, Cause::kStorePageFault);
  for (const TlbId id : {TlbId::kL1i, TlbId::kL1d, TlbId::kL2})
    EXPECT_EQ(mmu_->tlb(id).occupancy(), 0u);
}

TEST_F(MmuTest, a_stricter_entry_faults_until_it_is_fenced) {
  map(kVa, 5, kReadOnly);
  load();
  map(kVa, 5, kGood);
  const TranslateResult spurious = access(Access::kStore);
  EXPECT_EQ(spurious.cause, Cause::kStorePageFault);
  EXPECT_EQ(spurious.from, From::kL1);
  EXPECT_EQ(spurious.pte_reads, 0u);
  EXPECT_GE(fence(Fence::of_page(kVa, Asid(1))), 2u);
  EXPECT_EQ(access(Access::kStore).cause, Cause::kNone);
}

TEST_F(MmuTest, a_stricter_l2_entry_faults_too_and_is_not_taken_into_l1) {
  map(kVa, 5, kReadOnly);
  load();
  const TranslateResult r = access(Access::kFetch);
  EXPECT_EQ(r.cause, Cause::kFetchPageFault);
  EXPECT_EQ(r.from, From::kL2);
  EXPECT_EQ(mmu_->tlb(TlbId::kL1i).occupancy(), 0u);
}

TEST_F(MmuTest, a_laxer_entry_stays_in_use_until_it_is_fenced) {
  map(kVa, 5);
  access(Access::kStore);
  map(kVa, 5, kReadOnly);
  EXPECT_EQ(access(Access::kStore).cause, Cause::kNone);
  fence(Fence::of_page(kVa, Asid(1)));
  EXPECT_EQ(access(Access::kStore).cause, Cause::kStorePageFault);
}

TEST_F(MmuTest, under_svade_a_store_to_a_clean_entry_faults_without_a_walk) {
  map(kVa, 5, kRwxu | Pte::kA);
  load();
  const TranslateResult r = access(Access::kStore);
  EXPECT_EQ(r.cause, Cause::kStorePageFault);
  EXPECT_EQ(r.from, From::kL1);
}

TEST_F(MmuTest, under_svadu_a_store_to_a_clean_entry_walks_sets_d_and_refills) {
  params_.machine.walker.adue = true;
  use(params_);
  const PhysAddr slot = map(kVa, 5, kRwxu | Pte::kA);
  load();
  EXPECT_FALSE(memory_.pte_at(slot).dirty());
  const TranslateResult r = access(Access::kStore);
  EXPECT_EQ(r.cause, Cause::kNone);
  EXPECT_EQ(r.from, From::kWalk);
  EXPECT_TRUE(memory_.pte_at(slot).dirty());
  EXPECT_EQ(access(Access::kStore).from, From::kL1);
  EXPECT_TRUE(mmu_->tlb(TlbId::kL2).find(vpn_of(kVa), Asid(1))->pte.dirty());
  EXPECT_EQ(mmu_->tlb(TlbId::kL1d).occupancy(), 1u);
  EXPECT_EQ(stats(TlbId::kL1d).evictions, 0u);
}

TEST_F(MmuTest, under_svadu_a_clean_entry_whose_pte_became_read_only_faults) {
  params_.machine.walker.adue = true;
  use(params_);
  map(kVa, 5, kRwxu | Pte::kA);
  load();
  const PhysAddr slot = map(kVa, 5, kReadOnly);
  EXPECT_EQ(access(Access::kStore).cause, Cause::kStorePageFault);
  EXPECT_FALSE(memory_.pte_at(slot).dirty());
}

TEST_F(MmuTest, a_store_to_an_entry_from_below_a_protected_table_faults_without_a_walk) {
  params_.machine.walker.adue = true;
  params_.machine.walker.hier = true;
  use(params_);
  const PhysAddr slot =
      memory_.map(kVa, Pte::make(Ppn(5), kRwxu | Pte::kA), 0, Pte::kV | Pte::kWriteProtect);
  EXPECT_EQ(load().cause, Cause::kNone);
  const TranslateResult r = access(Access::kStore);
  EXPECT_EQ(r.cause, Cause::kStorePageFault);
  EXPECT_EQ(r.from, From::kL1);
  EXPECT_FALSE(memory_.pte_at(slot).dirty());
}

TEST_F(MmuTest, privilege_and_sum_are_judged_at_every_hit) {
  map(kVa, 5);
  load();
  TranslationState state = mmu_->state();
  state.privilege = Privilege::kSupervisor;
  mmu_->set_state(state);
  EXPECT_EQ(load().cause, Cause::kLoadPageFault);
  state.sum = true;
  mmu_->set_state(state);
  EXPECT_EQ(load().from, From::kL1);
  EXPECT_EQ(access(Access::kFetch).cause, Cause::kFetchPageFault);
  state.privilege = Privilege::kUser;
  mmu_->set_state(state);
  EXPECT_EQ(load().from, From::kL1);
}

TEST_F(MmuTest, every_fence_reaches_both_l1_and_l2) {
  for (const Fence& f : {Fence::all(), Fence::of_asid(Asid(1)), Fence::of_address(kVa),
                         Fence::of_page(kVa, Asid(1))}) {
    map(kVa, 5);
    load();
    access(Access::kFetch);
    EXPECT_GE(fence(f), 3u);
    for (const TlbId id : {TlbId::kL1i, TlbId::kL1d, TlbId::kL2})
      EXPECT_EQ(mmu_->tlb(id).occupancy(), 0u);
  }
}

TEST_F(MmuTest, fences_without_an_address_clear_the_walk_caches_others_do_not) {
  map(kVa, 5);
  load();
  fence(Fence::of_page(kVa, Asid(1)));
  EXPECT_EQ(load().pte_reads, 1u);
  fence(Fence::of_asid(Asid(1)));
  EXPECT_EQ(load().pte_reads, 3u);
}

TEST_F(MmuTest, writing_satp_flushes_nothing_and_asids_keep_spaces_apart) {
  map(kVa, 5);
  load();
  mmu_->set_satp(memory_.satp(Asid(2)));
  EXPECT_EQ(load().from, From::kWalk);
  mmu_->set_satp(memory_.satp(Asid(1)));
  EXPECT_EQ(load().from, From::kL1);
}

TEST_F(MmuTest, the_levels_replace_independently) {
  params_.machine.tlb.l1d.entries = 1;
  use(params_);
  map(kVa, 5);
  map(VirtAddr(0x1000), 6);
  load();
  load(VirtAddr(0x1000));
  EXPECT_EQ(load().from, From::kL2);
}

TEST_F(MmuTest, non_canonical_addresses_never_hit) {
  map(kVa, 5);
  load();
  EXPECT_EQ(load(VirtAddr(kVa.value | 1ULL << 45)).cause, Cause::kLoadPageFault);
}

TEST_F(MmuTest, a_napot_walk_serves_its_whole_region) {
  memory_.map(VirtAddr(0x20000), Pte::make(Ppn(0x58), kGood | Pte::kN));
  load(VirtAddr(0x20000));
  const TranslateResult r = load(VirtAddr(0x2f123));
  EXPECT_EQ(r.from, From::kL1);
  EXPECT_EQ(r.pa, PhysAddr(0x5f123));
  fence(Fence::of_page(VirtAddr(0x25000), Asid(1)));
  EXPECT_NE(load(VirtAddr(0x20000)).from, From::kL1);
}

TEST_F(MmuTest, holds_frame_sees_tlbs_and_walk_caches) {
  map(kVa, 5);
  load();
  EXPECT_TRUE(mmu_->holds_frame(Ppn(5)));
  EXPECT_TRUE(mmu_->holds_frame(Ppn(0x101)));  // a table
  EXPECT_FALSE(mmu_->holds_frame(Ppn(6)));
  fence(Fence::of_page(kVa, Asid(1)));
  EXPECT_FALSE(mmu_->holds_frame(Ppn(5)));
  EXPECT_TRUE(mmu_->holds_frame(Ppn(0x101)));
}

class Lookups : public IMmuObserver {
 public:
  void on_lookup(TlbId, VirtAddr, bool hit) override { hit ? ++hits : ++misses; }
  void on_refill() override { ++refills; }
  void on_fence(const Fence&) override { ++fences; }
  int hits = 0, misses = 0, refills = 0, fences = 0;
};

TEST_F(MmuTest, an_observer_sees_every_look_up_with_the_same_time_and_statistics) {
  Lookups seen;
  mmu_->observe(&seen, nullptr);
  map(kVa, 5);
  load();
  EXPECT_EQ(mmu_->hit(Access::kLoad, kVa), nullptr);
  EXPECT_EQ(time_of(Access::kLoad), Cycles(params_.machine.tlb.l1d.hit_cycles));
  fence(Fence::all());
  EXPECT_EQ(seen.misses, 2);
  EXPECT_EQ(seen.hits, 1);
  EXPECT_EQ(seen.refills, 1);
  EXPECT_EQ(seen.fences, 1);
  EXPECT_EQ(stats(TlbId::kL1d).hits, 1u);
  mmu_->observe(nullptr, nullptr);
  load();
  load();
  EXPECT_NE(mmu_->hit(Access::kLoad, kVa), nullptr);
}

}  // namespace
}  // namespace cowmmu::test
