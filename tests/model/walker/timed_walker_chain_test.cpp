// SPDX-License-Identifier: Apache-2.0
// One walk alone takes the same cycles and gives the same answer by Walker and by TimedWalker,
// whatever the tables, the memory and the fences do.
#include "pwc_contents.h"
#include "timeline.h"

namespace cowmmu::test {
namespace {

struct Seen {
  uint64_t good = 0, superpages = 0, napot = 0, page_faults = 0, access_faults = 0;
  WalkerStats stats{};
};

class WalkerChain : public testing::TestWithParam<PagingMode> {
 protected:
  VirtAddr random_va() {
    uint64_t va = 0;
    for (unsigned level = 0; level + 1 < levels_of(GetParam()); ++level)
      va |= ptes_.below(2) << (kPageShift + 9ULL * level);
    if (ptes_.one_in(30)) va |= 1ULL << (va_bits_of(GetParam()) + ptes_.below(5));
    return VirtAddr(va);
  }
  Asid random_asid() { return Asid(1 + ptes_.below(2)); }
  // Both edges of memory among them.
  Ppn out_of_memory() {
    if (ptes_.one_in(2)) return Ppn(Timeline::kMemory.begin.value - 1 - ptes_.below(2));
    return Ppn(Timeline::kMemory.end.value + ptes_.below(99));
  }

  Timeline random_timeline() {
    Timeline time;
    time.tables.mode = GetParam();
    if (ptes_.one_in(20)) time.tables.root = out_of_memory();
    for (int i = 0; i < 12; ++i) random_map(time.tables);
    for (Cycles at(1); at < Cycles(12'000); at += Cycles(1 + ptes_.below(event_every_)))
      time.events.push_back(random_event(time.tables, at));
    return time;
  }
  void random_map(FakeMemory& tables) {
    const unsigned level = static_cast<unsigned>(ptes_.one_in(3) ? ptes_.below(3) : 0);
    const uint64_t flags = ptes_.pointer_flags();
    if (ptes_.one_in(40)) tables.next_table = out_of_memory();
    tables.map(random_va(), ptes_.leaf(level, 40), level, flags);
    if (!Timeline::kMemory.contains(tables.next_table)) tables.next_table = Ppn(0x300);
  }
  TimelineEvent random_event(FakeMemory& tables, Cycles at) {
    TimelineEvent e;
    e.at = at;
    const VirtAddr va = random_va();
    if (ptes_.one_in(8)) {
      const Fence fences[] = {Fence::all(), Fence::of_asid(random_asid()), Fence::of_address(va),
                              Fence::of_page(va, random_asid())};
      e.fence = fences[ptes_.below(4)];
      return e;
    }
    e.pa = tables.slot_of(va, 0);
    e.pte = ptes_.leaf(0, 40);
    return e;
  }
  void run_episode(const WalkerParams& params);
  void count(const TimedAnswer& a);

  RandomPtes ptes_{0};
  uint64_t event_every_ = 40;
  Seen seen_;
};

void WalkerChain::count(const TimedAnswer& a) {
  const Cause cause = a.result.cause;
  seen_.good += cause == Cause::kNone;
  seen_.superpages += a.result.level > 0;
  seen_.napot += a.result.leaf.napot();
  for (const Access access : {Access::kLoad, Access::kStore, Access::kFetch}) {
    seen_.page_faults += cause == page_fault(access);
    seen_.access_faults += cause == access_fault(access);
  }
}

void WalkerChain::run_episode(const WalkerParams& params) {
  event_every_ = ptes_.one_in(2) ? 6 : 120;
  Timeline by_function = random_timeline(), by_cycles = by_function;
  std::vector<WalkRequest> requests;
  std::vector<Cycles> gaps;
  for (int i = 0; i < 40; ++i) {
    const TranslationState state = ptes_.state(by_function.tables.satp(random_asid()));
    requests.push_back({random_va(), ptes_.access(), state});
    gaps.emplace_back(1 + ptes_.below(6));
  }
  Walker walker(params);
  TimedWalker timed(params, Timeline::kMemory);
  const auto expected = walk_by_function(walker, by_function, requests, gaps);
  const auto found = walk_by_cycles(timed, by_cycles, requests, gaps);
  for (size_t i = 0; i < requests.size(); ++i) {
    ASSERT_EQ(found[i].asked, expected[i].asked) << "walk " << i;
    ASSERT_EQ(found[i].answered, expected[i].answered) << "walk " << i;
    ASSERT_EQ(found[i].result, expected[i].result) << "walk " << i;
    count(found[i]);
  }
  ASSERT_EQ(pwc_contents(timed.pwc()), pwc_contents(walker.pwc()));
  ASSERT_EQ(by_cycles.tables.words, by_function.tables.words);
  seen_.stats.ad_updates += walker.stats().ad_updates;
  seen_.stats.ad_retries += walker.stats().ad_retries;
  seen_.stats.restarts += walker.stats().restarts;
}

TEST_P(WalkerChain, cycles_and_answers_are_those_of_walker) {
  const uint64_t seed = seed_or(20'261'124);
  COWMMU_TRACE_SEED(seed);
  ptes_ = RandomPtes(seed);
  for (int episode = 0; episode < 600 && !HasFatalFailure(); ++episode) {
    SCOPED_TRACE("episode " + std::to_string(episode));
    run_episode({.walks = 1 + ptes_.below(4),
                 .start_cycles = 1 + ptes_.below(4),
                 .pwc_entries = ptes_.below(4),
                 .pwc_cycles = 1 + ptes_.below(4),
                 .fill_cycles = ptes_.below(4)});
  }
  EXPECT_GT(seen_.good, 2000u);
  EXPECT_GT(seen_.superpages, 500u);
  EXPECT_GT(seen_.napot, 200u);
  EXPECT_GT(seen_.page_faults, 2000u);
  EXPECT_GT(seen_.access_faults, 200u);
  EXPECT_GT(seen_.stats.ad_updates, 200u);
  EXPECT_GT(seen_.stats.ad_retries, 50u);
  EXPECT_GT(seen_.stats.restarts, 2000u);
}

INSTANTIATE_TEST_SUITE_P(Modes, WalkerChain,
                         testing::Values(PagingMode::kSv39, PagingMode::kSv48, PagingMode::kSv57),
                         [](const auto& mode) {
                           return "sv" + std::to_string(va_bits_of(mode.param));
                         });

}  // namespace
}  // namespace cowmmu::test
