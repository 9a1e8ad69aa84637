// SPDX-License-Identifier: Apache-2.0
// An MMU that fetches translations ahead beside the hart's own accesses: what its parts do cycle by
// cycle when the same accesses come at the same edges, and when it is heard.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/seed.h"
#include "mmu/mmu.h"
#include "mmu/stepped_mmu.h"
#include "mmu/timed_mmu_block.h"
#include "small_mmu.h"
#include "split_memory.h"
#include "walker/random_pte.h"

namespace cowmmu::test {
namespace {

// Two walks: the hart's and the look-ahead's.
MachineParams small() {
  MachineParams p = small_mmu();
  p.walker.walks = 2;
  return p;
}

// An access at the edge of its acceptance, and its answer's.
struct Event {
  Access access = Access::kLoad;
  VirtAddr va{};
  Cycles accepted{}, answered{};
  Cause cause = Cause::kNone;
};

// The same accesses at the same edges, a plain loop over every cycle. Memory's response ends the
// cycle before the one at whose edge the access is done; one a cycle.
class Replay {
 public:
  Replay(const MachineParams& params, FakeMemory& tables, const TranslationState& state)
      : mmu_(params, kSmallMemory), tables_(tables), state_(state) {}

  void run(std::vector<Event>& events, Cycles end) {
    for (Cycles edge{1}; edge < end; edge += Cycles(1)) step(events, edge);
  }
  uint64_t joins() const { return joins_; }
  std::array<uint64_t, 3> looks{};  // of L1I, L1D, L2

 private:
  void step(std::vector<Event>& events, Cycles edge) {
    MmuIn in;
    in.state = state_;
    in.mem_req_ready = true;
    for (Event& e : events)
      if (e.accepted == edge) ask(e, in);
    respond(in, edge);
    const MmuOut out = mmu_.step(in);
    if (in.fetch_valid) {
      EXPECT_TRUE(out.fetch_ready) << edge.value;
    }
    if (in.data_valid) {
      EXPECT_TRUE(out.data_ready) << edge.value;
    }
    joins_ += out.events.walk_join ? 1 : 0;
    const MmuEvents& e = out.events;
    for (size_t tlb = 0; tlb < looks.size(); ++tlb)
      looks[tlb] += std::array{e.l1i_look, e.l1d_look, e.l2_look}[tlb] ? 1 : 0;
    if (out.fetch_rsp_valid) answer(*before_[true], out.fetch_rsp, edge);
    if (out.data_rsp_valid) answer(*before_[false], out.data_rsp, edge);
    before_ = asked_;
    if (out.mem_req_valid)
      due_.emplace(edge + SplitMemory::latency(out.mem_req.pa, out.mem_req.swap), out.mem_req);
  }
  void ask(Event& e, MmuIn& in) {
    const bool fetch = e.access == Access::kFetch;
    (fetch ? in.fetch_valid : in.data_valid) = true;
    (fetch ? in.fetch_va : in.data_va) = e.va;
    if (!fetch) in.data_store = e.access == Access::kStore;
    asked_[fetch] = &e;
  }
  static void answer(Event& e, const MmuAnswer& answer, Cycles edge) {
    e.answered = edge;
    e.cause = answer.cause;
  }
  // Of what is done by the next edge the first, as it stands then.
  void respond(MmuIn& in, Cycles edge) {
    if (due_.empty() || due_.begin()->first > edge + Cycles(1)) return;
    const WalkMemReq request = due_.begin()->second;
    due_.erase(due_.begin());
    uint64_t& word = tables_.words[request.pa.value];
    in.mem_rsp_valid = true;
    in.mem_rsp = {.slot = request.slot, .pte = Pte(word), .stored = false};
    if (!request.swap) return;
    in.mem_rsp.stored = word == request.expected.bits();
    if (in.mem_rsp.stored) word = request.desired.bits();
  }

  TimedMmu mmu_;
  FakeMemory& tables_;
  TranslationState state_;
  std::map<bool, Event*> asked_, before_;  // by whether it is a fetch
  std::multimap<Cycles, WalkMemReq> due_;
  uint64_t joins_ = 0;
};

class LookAhead : public testing::Test {
 protected:
  LookAhead() { use({.satp = memory_.tables.satp()}); }

  void use(const TranslationState& state) {
    mmu_.set_state(state);
    state_ = state;
  }
  TranslateResult access(Access access, VirtAddr va) {
    memory_.run();
    const bool waits = access == Access::kFetch && !ends_.empty();
    Event e{access, va, memory_.now(), {}, Cause::kNone};
    const TranslateResult r = mmu_.translate(access, va, memory_);
    note_end();
    if (waits && !ahead_) e.accepted = std::max(e.accepted, memory_.looked_ahead_at.back());
    e.answered = memory_.now();
    e.cause = r.cause;
    events_.push_back(e);
    return r;
  }
  void look_ahead(VirtAddr va) {
    events_.push_back({Access::kFetch, va, memory_.now(), {}, Cause::kNone});
    ends_.push_back(events_.size() - 1);
    ahead_ = true;
    mmu_.look_ahead(va, memory_);
  }
  void spend(uint64_t cycles) {
    memory_.spend(Cycles(cycles));
    memory_.run();
    note_end();
  }
  void note_end() {
    if (!ahead_ || memory_.looked_ahead_at.size() != ends_.size()) return;
    ahead_ = false;
    events_[ends_.back()].answered = memory_.looked_ahead_at.back();
  }

  static constexpr VirtAddr kVa{0x7000};
  SplitMemory memory_;
  SteppedMmu<TimedMmuBlock> mmu_{small(), small(), kSmallMemory};
  TranslationState state_;
  std::vector<Event> events_;
  std::vector<size_t> ends_;  // look-aheads among the events
  bool ahead_ = false;
};

TEST_F(LookAhead, does_at_random_what_the_parts_do_to_the_cycle) {
  const uint64_t seed = seed_or(20'261'125);
  COWMMU_TRACE_SEED(seed);
  RandomPtes ptes(seed);
  const auto page = [&ptes] { return VirtAddr(ptes.below(30) << kPageShift); };
  for (int i = 0; i < 40; ++i) memory_.tables.map(page(), ptes.leaf(0, 20));
  use(ptes.state(memory_.tables.satp()));
  FakeMemory before = memory_.tables;
  for (int step = 0; step < 20'000; ++step) {
    if (ptes.one_in(3)) spend(ptes.below(40));
    const VirtAddr va = page();
    const Access kind = ptes.access();
    access(kind, va);
    if (kind == Access::kFetch && !ahead_) look_ahead(VirtAddr(va.value + kPageBytes));
    // Now and then the page that is being looked ahead for: a walk to join.
    if (ahead_ && ptes.one_in(4)) access(Access::kLoad, events_[ends_.back()].va);
  }
  spend(1'000);
  std::vector<Event> replayed = events_;
  for (Event& e : replayed) e.answered = {};
  Replay replay(small(), before, state_);
  replay.run(replayed, memory_.now());
  for (size_t i = 0; i < events_.size(); ++i) {
    ASSERT_EQ(replayed[i].answered, events_[i].answered)
        << "event " << i << " of " << events_.size();
    const bool own = std::ranges::find(ends_, i) == ends_.end();
    if (own) {
      ASSERT_EQ(replayed[i].cause, events_[i].cause) << "event " << i;
    }
  }
  EXPECT_EQ(before.words, memory_.tables.words) << "A and D of the page tables";
  const MmuStats stats = mmu_.stats();
  size_t tlb = 0;
  for (const MmuStats::Tlb* t : {&stats.l1i, &stats.l1d, &stats.l2})
    EXPECT_EQ(t->hits + t->misses, replay.looks[tlb++]);
  EXPECT_EQ(mmu_.stats().merged, replay.joins());
  EXPECT_GT(mmu_.stats().merged, 100u);
  EXPECT_GT(ends_.size(), 3'000u);
  EXPECT_EQ(mmu_.stats().ahead, ends_.size());
}

TEST_F(LookAhead, a_fetch_of_the_page_then_hits) {
  memory_.tables.map(kVa, Pte::make(Ppn(5), kRwxu | kAd));
  look_ahead(kVa);
  spend(500);
  ASSERT_EQ(memory_.looked_ahead_at.size(), 1u);
  EXPECT_EQ(access(Access::kFetch, kVa).from, TranslateFrom::kL1);
}

TEST_F(LookAhead, a_fetch_waits_for_it) {
  memory_.tables.map(kVa, Pte::make(Ppn(5), kRwxu | kAd));
  look_ahead(kVa);
  const TranslateResult r = access(Access::kFetch, kVa);
  EXPECT_EQ(r.from, TranslateFrom::kL1);
  EXPECT_EQ(memory_.now(), memory_.looked_ahead_at.at(0) + Cycles(small().tlb.l1i.hit_cycles));
}

TEST_F(LookAhead, a_fault_of_it_harms_nobody) {
  look_ahead(kVa);
  spend(500);
  EXPECT_EQ(memory_.looked_ahead_at.size(), 1u);
  EXPECT_EQ(access(Access::kFetch, kVa).cause, Cause::kFetchPageFault);
}

TEST_F(LookAhead, one_at_a_time) {
  look_ahead(kVa);
  EXPECT_THROW(mmu_.look_ahead(kVa, memory_), CheckFailed);
}

TEST_F(LookAhead, a_fence_must_wait_for_it) {
  look_ahead(kVa);
  EXPECT_THROW(mmu_.fence_free(Fence::all()), CheckFailed);
}

TEST(LookAheadOfMmu, is_refused_by_one_that_does_one_access_at_a_time) {
  const MachineParams p = small();
  Mmu mmu(p.tlb, p.walker, p.mmu);
  SplitMemory memory;
  EXPECT_FALSE(mmu.can_look_ahead());
  EXPECT_THROW(mmu.look_ahead(VirtAddr(0x7000), memory), CheckFailed);
}

}  // namespace
}  // namespace cowmmu::test
