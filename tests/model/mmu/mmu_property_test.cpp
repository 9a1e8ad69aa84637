// SPDX-License-Identifier: Apache-2.0
// Random accesses and page-table changes, each change fenced: an MMU with small TLBs answers as a
// walker without any cache does; and its fast path changes neither time nor statistics.
#include <random>

#include "base/seed.h"
#include "mmu_fixture.h"

namespace cowmmu::test {
namespace {

class MmuProperty : public MmuTest, public testing::WithParamInterface<bool> {
 protected:
  MmuProperty() {
    TlbGroup& tlb = params_.machine.tlb;
    tlb.l1d.entries = tlb.l1i.entries = 4;
    tlb.l2.entries = 16;
    tlb.l2.ways = 2;
    params_.machine.walker.pwc_entries = 2;
    params_.machine.walker.adue = GetParam();
    use(params_);
    roots_ = {Ppn(0x100), Ppn(0x8000)};
  }
  void pick_space(size_t space) {
    memory_.root = roots_[space];
    asid_ = Asid(space + 1);
    TranslationState state = mmu_->state();
    state.satp = memory_.satp(asid_);
    state.privilege = random_() % 2 == 0 ? Privilege::kUser : Privilege::kSupervisor;
    state.sum = random_() % 2 == 0;
    state.mxr = random_() % 2 == 0;
    mmu_->set_state(state);
  }
  VirtAddr random_va() {
    return VirtAddr(random_() % 2 << 30 | random_() % 2 << 21 | random_() % 24 << 12 |
                    random_() % 4096);
  }
  void change_a_leaf() {
    const VirtAddr va = random_va();
    const uint64_t flags = (random_() & (kRwxu | kAd)) | (random_() % 8 != 0 ? Pte::kV : 0) |
                           (random_() % 2 == 0 ? Pte::kR | Pte::kU : 0);
    if (random_() % 6 == 0) {
      // 64 KiB: sixteen equal PTEs, each fenced (os.md, point 8).
      const VirtAddr region(va.value & ~0xffffULL);
      const Pte pte = Pte::make(Ppn(random_() % 64 * 16 + 8), flags | Pte::kN);
      for (uint64_t i = 0; i < 16; ++i) set_and_fence(VirtAddr(region.value + i * kPageBytes), pte);
      return;
    }
    set_and_fence(va, Pte::make(Ppn(random_() % 1024), flags));
  }
  void set_and_fence(VirtAddr va, Pte pte) {
    const Pte old = memory_.pte_at(memory_.slot_of(va, 0));
    if (old.napot() && !pte.napot()) return;  // a region changes as a whole
    memory_.map(va, pte);
    fence(Fence::of_page(va, asid_));
  }
  static Access access_of(uint64_t number) { return static_cast<Access>(number % 3); }

  std::mt19937_64 random_;
  std::array<Ppn, 2> roots_{};
  Asid asid_{1};
};

TEST_P(MmuProperty, equals_a_walk_without_caches) {
  const uint64_t seed = seed_or(99);
  COWMMU_TRACE_SEED(seed);
  random_.seed(seed);
  Walker bare({.pwc_entries = 0});
  uint64_t hits = 0, faults = 0;
  for (int step = 0; step < 40'000; ++step) {
    pick_space(random_() % 2);
    if (random_() % 8 == 0) change_a_leaf();
    const VirtAddr va = random_va();
    const Access kind = access_of(random_());
    const TranslateResult r = access(kind, va);
    // After the access, so that Svadu's update is the MMU's and the second walk finds nothing to
    // set; except in a 64 KiB region, where one PTE's A and D stand for all sixteen.
    const uint64_t updates = bare.stats().ad_updates;
    const WalkResult expected = bare.walk({va, kind, mmu_->state()}, memory_);
    ASSERT_EQ(r.cause, expected.cause) << "step " << step;
    ASSERT_TRUE(bare.stats().ad_updates == updates || expected.leaf.napot()) << "step " << step;
    if (r.cause == Cause::kNone) {
      const TlbEntry entry = TlbEntry::make(va, asid_, expected.leaf, expected.level, false);
      ASSERT_EQ(r.pa, entry.translate(va)) << "step " << step;
    }
    hits += r.from == TranslateResult::From::kL1;
    faults += r.cause != Cause::kNone;
  }
  EXPECT_GT(hits, 1000u);
  EXPECT_GT(faults, 1000u);
  EXPECT_GT(stats(TlbId::kL2).evictions, 100u);
}

TEST_P(MmuProperty, the_fast_path_changes_nothing) {
  const uint64_t seed = seed_or(100);
  COWMMU_TRACE_SEED(seed);
  random_.seed(seed);
  for (int i = 0; i < 300; ++i) change_a_leaf();
  Mmu slow(params_.machine.tlb, params_.machine.walker, params_.machine.mmu);
  FakeMemory slow_memory = memory_;
  for (int step = 0; step < 20'000; ++step) {
    const VirtAddr va = random_va();
    const Access kind = access_of(random_());
    pick_space(0);
    slow.set_state(mmu_->state());
    const TranslateResult expected = slow.translate(kind, va, slow_memory);
    const TranslateResult r = access(kind, va);
    ASSERT_EQ(r.cause, expected.cause) << "step " << step;
    ASSERT_EQ(r.pa, expected.pa) << "step " << step;
    ASSERT_EQ(r.from, expected.from) << "step " << step;
    ASSERT_EQ(memory_.now(), slow_memory.now()) << "step " << step;
  }
  for (const TlbId id : {TlbId::kL1i, TlbId::kL1d, TlbId::kL2}) {
    EXPECT_EQ(stats(id).hits, slow.tlb(id).stats().hits);
    EXPECT_EQ(stats(id).misses, slow.tlb(id).stats().misses);
    EXPECT_EQ(stats(id).evictions, slow.tlb(id).stats().evictions);
  }
}

INSTANTIATE_TEST_SUITE_P(Ad, MmuProperty, testing::Bool(),
                         [](const auto& adue) { return adue.param ? "svadu" : "svade"; });

}  // namespace
}  // namespace cowmmu::test
