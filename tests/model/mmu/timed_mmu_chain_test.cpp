// SPDX-License-Identifier: Apache-2.0
// With one access at a time TimedMmu is Mmu: answers, cycles, counters and contents, whatever the
// tables, the CSRs and the fences between accesses.
#include "base/seed.h"
#include "mmu/mmu.h"
#include "timed_mmu_bench.h"
#include "walker/pwc_contents.h"
#include "walker/random_pte.h"

namespace cowmmu::test {
namespace {

constexpr FrameRange kMemory{Ppn(0x100), Ppn(0x1000)};

// The function side: memory ends where the timed walker's does.
class ChainMemory : public FakeMemory {
 public:
  bool backed(PhysAddr pa) const override { return kMemory.contains(ppn_of(pa)); }
};

MachineParams small(uint64_t number) {
  MachineParams p;
  p.tlb.l1i = {.entries = 4, .ways = 0, .hit_cycles = 1 + number % 3, .replacement = "lru"};
  p.tlb.l1d = {.entries = 6, .ways = 3, .hit_cycles = 1 + number % 2, .replacement = "plru"};
  p.tlb.l2 = {.entries = 16, .ways = 2, .hit_cycles = 1 + number % 5, .replacement = "lru"};
  p.walker.walks = 1 + number % 3;
  p.walker.start_cycles = 1 + number % 4;
  p.walker.pwc_entries = number % 3;
  p.walker.pwc_cycles = 1 + number % 2;
  p.walker.fill_cycles = number % 4;
  p.mmu.fence_address_cycles = 11 + number;
  p.mmu.fence_both_cycles = 9 + 2 * number;
  p.mmu.fence_asid_cycles = 17 + number;
  p.mmu.fence_all_cycles = 13 + 3 * number;
  return p;
}

// What the episodes have been through.
struct ChainSeen {
  std::array<uint64_t, 4> from{};
  uint64_t faults = 0, access_faults = 0, updates = 0, evictions = 0;
};

// Tables, and both MMUs above them.
class ChainEpisode {
 public:
  ChainEpisode(const MachineParams& params, PagingMode mode, RandomPtes& ptes)
      : ptes_(ptes),
        mmu_(params.tlb, params.walker, params.mmu),
        bench_(params, kMemory, by_cycles_) {
    by_cycles_.mode = mode;
    if (ptes_.one_in(20)) by_cycles_.root = out_of_memory();
    state_.satp = by_cycles_.satp();
    for (int i = 0; i < 60; ++i) map_a_page();
    by_function_.words = by_cycles_.words;
  }
  void run(ChainSeen& seen);

 private:
  VirtAddr random_va() {
    uint64_t va = ptes_.below(12) << kPageShift | ptes_.below(kPageBytes);
    for (unsigned level = 1; level < levels_of(by_cycles_.mode); ++level)
      va |= ptes_.below(2) << (kPageShift + 9ULL * level);
    if (!ptes_.one_in(3)) va &= (1ULL << 21) - 1;
    return VirtAddr(ptes_.one_in(60) ? va | 1ULL << (va_bits_of(by_cycles_.mode) - 1) : va);
  }
  Ppn out_of_memory() { return Ppn(ptes_.one_in(2) ? kMemory.begin.value - 1 : kMemory.end.value); }
  void map_a_page() {
    const auto level = static_cast<unsigned>(ptes_.one_in(6) ? ptes_.below(3) : 0);
    const Ppn next = by_cycles_.next_table;
    if (ptes_.one_in(40)) by_cycles_.next_table = out_of_memory();
    by_cycles_.map(random_va(), ptes_.leaf(level, 44), level, ptes_.pointer_flags());
    if (!kMemory.contains(by_cycles_.next_table)) by_cycles_.next_table = next;
  }
  // Some PTE, wherever it stands.
  void change_a_pte() {
    auto word = by_cycles_.words.begin();
    std::advance(word, ptes_.below(by_cycles_.words.size()));
    if (Pte(word->second).leaf()) word->second = ptes_.leaf(0, 44).bits();
    by_function_.words = by_cycles_.words;
  }
  void fence() {
    const Fence f = ptes_.fence(random_va(), Asid(1 + ptes_.below(2)));
    mmu_.fence_free(f);
    EXPECT_EQ(bench_.fence(f), mmu_.fence_walk().cycles(f));
  }
  void access(ChainSeen& seen);
  void expect_equal_counters() const;

  RandomPtes& ptes_;
  FakeMemory by_cycles_;
  ChainMemory by_function_;
  TranslationState state_{};
  Mmu mmu_;
  TimedMmuBench bench_;
};

std::vector<TlbEntry> contents(const TlbArray& array) {
  std::vector<TlbEntry> all;
  array.for_each_entry([&](const TlbEntry& e) { all.push_back(e); });
  return all;
}

void expect_equal(const TlbArray& found, const TlbArray& expected) {
  EXPECT_EQ(found.stats().hits, expected.stats().hits);
  EXPECT_EQ(found.stats().misses, expected.stats().misses);
  EXPECT_EQ(found.stats().evictions, expected.stats().evictions);
  EXPECT_EQ(contents(found), contents(expected));
}

void ChainEpisode::access(ChainSeen& seen) {
  const Access kind = ptes_.access();
  const VirtAddr va = random_va();
  if (ptes_.one_in(4)) state_ = ptes_.state(by_cycles_.satp(Asid(1 + ptes_.below(2))));
  mmu_.set_state(state_);
  const Cycles begin = by_function_.now();
  const TranslateResult expected = mmu_.translate(kind, va, by_function_);
  const auto [found, cycles] = bench_.access(kind, va, state_);
  ASSERT_EQ(found.cause, expected.cause);
  const bool good = expected.cause == Cause::kNone;
  ASSERT_EQ(found.ppn, good ? ppn_of(expected.pa) : Ppn(0));
  ASSERT_EQ(static_cast<int>(found.from), static_cast<int>(expected.from));
  ASSERT_EQ(cycles, by_function_.now() - begin);
  ++seen.from.at(static_cast<size_t>(found.from));
  seen.faults += !good;
  seen.access_faults += expected.cause == access_fault(kind);
}

void ChainEpisode::expect_equal_counters() const {
  const TimedMmu& timed = bench_.mmu();
  expect_equal(timed.l1i(), mmu_.tlb(TlbId::kL1i));
  expect_equal(timed.l1d(), mmu_.tlb(TlbId::kL1d));
  expect_equal(timed.l2(), mmu_.tlb(TlbId::kL2));
  EXPECT_EQ(pwc_contents(timed.pwc()), pwc_contents(mmu_.walker().pwc()));
  const WalkerStats& walker = mmu_.walker().stats();
  EXPECT_EQ(bench_.walks, walker.walks);
  EXPECT_EQ(bench_.walk_faults, walker.faults);
  EXPECT_EQ(bench_.pte_reads, walker.pte_reads);
  EXPECT_EQ(by_cycles_.words, by_function_.words);
}

void ChainEpisode::run(ChainSeen& seen) {
  for (int step = 0; step < 400 && !testing::Test::HasFatalFailure(); ++step) {
    SCOPED_TRACE("step " + std::to_string(step));
    if (ptes_.one_in(8)) change_a_pte();
    if (ptes_.one_in(40)) fence();
    access(seen);
  }
  expect_equal_counters();
  seen.updates += mmu_.walker().stats().ad_updates;
  seen.evictions += mmu_.tlb(TlbId::kL2).stats().evictions;
}

class TimedMmuChain : public testing::TestWithParam<uint64_t> {};

TEST_P(TimedMmuChain, one_access_at_a_time_is_that_of_mmu) {
  const uint64_t seed = seed_or(20'261'201);
  COWMMU_TRACE_SEED(seed);
  RandomPtes ptes(seed + GetParam());
  const MachineParams params = small(GetParam());
  ASSERT_EQ(TimedMmu::problem_with(params), "");
  ChainSeen seen;
  for (unsigned n = 0; n < 200 && !HasFailure(); ++n) {
    SCOPED_TRACE("episode " + std::to_string(n));
    ChainEpisode(params, static_cast<PagingMode>(8 + n % 3), ptes).run(seen);
  }
  for (const auto from : {TranslateFrom::kL1, TranslateFrom::kL2, TranslateFrom::kWalk})
    EXPECT_GT(seen.from.at(static_cast<size_t>(from)), 500u) << static_cast<int>(from);
  EXPECT_GT(seen.faults, 2000u);
  EXPECT_GT(seen.access_faults, 100u);
  EXPECT_GT(seen.updates, 200u);
  EXPECT_GT(seen.evictions, 100u);
}

INSTANTIATE_TEST_SUITE_P(Params, TimedMmuChain, testing::Range(uint64_t{0}, uint64_t{8}));

}  // namespace
}  // namespace cowmmu::test
