// SPDX-License-Identifier: Apache-2.0
// An MMU that works cycle by cycle is, in the machine's place, what Mmu is: here TimedMmu; the
// RTL's place is the same (tests/sim/system/).
#include "mmu/stepped_mmu.h"

#include "base/seed.h"
#include "mmu/mmu.h"
#include "mmu/timed_mmu_block.h"
#include "small_mmu.h"
#include "walker/fake_memory.h"
#include "walker/random_pte.h"

namespace cowmmu::test {
namespace {

// Sees how it is clocked.
class TimedBlock {
 public:
  explicit TimedBlock(const MachineParams& params) : mmu_(params, kSmallMemory) {}
  MmuOut begin(const MmuIn& in) {
    busy_ = mmu_.busy();
    const MmuOut out = mmu_.begin(in);
    EXPECT_EQ(out.busy, busy_) << "after edge " << last_.value;
    return out;
  }
  void accept(const MmuIn& in) { mmu_.accept(in); }
  MmuEvents end(const MmuIn& in, Cycles edge) {
    EXPECT_GE(edge, last_) << "time goes on";
    // Skipped cycles are those in which nothing goes on.
    if (edge > last_ + Cycles(1)) {
      EXPECT_FALSE(busy_) << "edge " << edge.value;
    }
    last_ = edge;
    return mmu_.end(in, edge);
  }
  bool busy() const { return mmu_.busy(); }
  bool holds_frame(Ppn frame, std::optional<Asid> only) const {
    return mmu_.holds_frame(frame, only);
  }

 private:
  TimedMmuBlock mmu_;
  bool busy_ = false;
  Cycles last_{};
};

// Both over the same tables, at the same time of day.
class BothMmus {
 public:
  explicit BothMmus(const MachineParams& p) : plain(p.tlb, p.walker, p.mmu), stepped(p, p) {
    spend(Cycles(100));
  }
  void spend(Cycles cycles) {
    plain_memory.spend(cycles);
    stepped_memory.spend(cycles);
  }
  void use(const TranslationState& state) {
    plain.set_state(state);
    stepped.set_state(state);
  }
  TranslateResult access(Access access, VirtAddr va) {
    const TranslateResult expected = plain.translate(access, va, plain_memory);
    const TranslateResult found = stepped.translate(access, va, stepped_memory);
    EXPECT_EQ(found.cause, expected.cause);
    EXPECT_EQ(found.pa, expected.pa);
    EXPECT_EQ(found.from, expected.from);
    EXPECT_EQ(found.pte_reads, expected.pte_reads);
    EXPECT_EQ(found.lookup_cycles, expected.lookup_cycles);
    EXPECT_EQ(stepped_memory.now(), plain_memory.now());
    return expected;
  }
  void fence(const Fence& fence) {
    spend(stepped.fence_walk().cycles(fence));
    plain.fence(fence, plain_memory.now());
    stepped.fence(fence, stepped_memory.now());
  }
  void expect_equal_stats() const {
    const MmuStats a = plain.stats(), b = stepped.stats();
    for (const auto tlb : {&MmuStats::l1i, &MmuStats::l1d, &MmuStats::l2}) {
      EXPECT_EQ((b.*tlb).hits, (a.*tlb).hits);
      EXPECT_EQ((b.*tlb).misses, (a.*tlb).misses);
      EXPECT_EQ((b.*tlb).evictions, (a.*tlb).evictions);
      EXPECT_EQ((b.*tlb).fences, (a.*tlb).fences);
    }
    EXPECT_EQ(b.walks, a.walks);
    EXPECT_EQ(b.merged, a.merged);
    EXPECT_EQ(b.pte_reads, a.pte_reads);
  }

  FakeMemory plain_memory, stepped_memory;
  Mmu plain;
  SteppedMmu<TimedBlock> stepped;
};

TEST(SteppedMmu, does_at_random_what_mmu_does_to_the_cycle) {
  const uint64_t seed = seed_or(20'261'124);
  COWMMU_TRACE_SEED(seed);
  RandomPtes ptes(seed);
  BothMmus both(small_mmu());
  const auto va = [&ptes] { return VirtAddr(ptes.below(30) << kPageShift | ptes.below(4096)); };
  for (int i = 0; i < 40; ++i) {
    const VirtAddr at = va();
    const Pte leaf = ptes.leaf(0, 20);
    for (FakeMemory* memory : {&both.plain_memory, &both.stepped_memory}) memory->map(at, leaf);
  }
  uint64_t good = 0;
  for (int step = 0; step < 30'000 && !testing::Test::HasFailure(); ++step) {
    if (ptes.one_in(5)) both.use(ptes.state(both.plain_memory.satp(Asid(1 + ptes.below(2)))));
    if (ptes.one_in(3)) both.spend(Cycles(ptes.below(30)));
    if (ptes.one_in(30)) both.fence(Fence::of_page(va(), Asid(1)));
    if (ptes.one_in(50)) both.fence(Fence::of_asid(Asid(1 + ptes.below(2))));
    const Ppn frame(ptes.below(1 << 20));
    ASSERT_EQ(both.stepped.holds_frame(frame, {}), both.plain.holds_frame(frame)) << step;
    good += both.access(ptes.access(), va()).cause == Cause::kNone ? 1 : 0;
  }
  both.expect_equal_stats();
  EXPECT_GT(good, 5'000u);
  EXPECT_GT(both.plain.stats().l1d.hits, 500u);
  EXPECT_GT(both.plain.stats().walks, 1'000u);
}

class SteppedMmuTest : public testing::Test {
 protected:
  SteppedMmuTest() {
    for (FakeMemory* memory : {&both_.plain_memory, &both_.stepped_memory})
      memory->map(kVa, Pte::make(Ppn(5), kRwxu | kAd));
    both_.use({.satp = both_.plain_memory.satp()});
  }
  static constexpr VirtAddr kVa{0x7000};
  BothMmus both_{small_mmu()};
};

TEST_F(SteppedMmuTest, an_access_may_begin_when_a_fence_is_done) {
  both_.access(Access::kLoad, kVa);
  both_.fence(Fence::all());
  EXPECT_EQ(both_.access(Access::kLoad, kVa).from, TranslateFrom::kWalk);
}

TEST_F(SteppedMmuTest, an_access_before_a_fence_is_done_is_a_broken_invariant) {
  both_.stepped.fence(Fence::all(), both_.stepped_memory.now() + Cycles(1));
  EXPECT_THROW(both_.stepped.translate(Access::kLoad, kVa, both_.stepped_memory), CheckFailed);
}

TEST_F(SteppedMmuTest, a_look_at_it_ends_a_fence_but_not_a_walk) {
  both_.access(Access::kLoad, kVa);
  EXPECT_TRUE(both_.stepped.holds_frame(Ppn(5), {}));
  both_.fence(Fence::all());
  EXPECT_FALSE(both_.stepped.holds_frame(Ppn(5), {}));
  bool looked = false;
  both_.stepped_memory.meanwhile = [&] {
    // The first call that takes time is the L1's look-up.
    both_.stepped_memory.meanwhile = [&] {
      looked = true;
      EXPECT_FALSE(both_.stepped.holds_frame(Ppn(5), {}));
    };
  };
  EXPECT_EQ(both_.access(Access::kLoad, kVa).from, TranslateFrom::kWalk);
  EXPECT_TRUE(looked);
  EXPECT_TRUE(both_.stepped.holds_frame(Ppn(5), {}));
}

TEST_F(SteppedMmuTest, a_free_fence_has_its_effect_at_once) {
  both_.access(Access::kLoad, kVa);
  both_.plain.fence_free(Fence::all());
  both_.stepped.fence_free(Fence::all());
  EXPECT_FALSE(both_.stepped.holds_frame(Ppn(5), {}));
  both_.spend(Cycles(100));  // its cycles are beside the machine's time
  EXPECT_EQ(both_.access(Access::kLoad, kVa).from, TranslateFrom::kWalk);
  both_.expect_equal_stats();
}

TEST_F(SteppedMmuTest, bare_takes_no_time) {
  both_.use({});
  EXPECT_EQ(both_.access(Access::kStore, VirtAddr(0x1234)).pa, PhysAddr(0x1234));
}

}  // namespace
}  // namespace cowmmu::test
