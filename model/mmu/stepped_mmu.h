// SPDX-License-Identifier: Apache-2.0
// SteppedMmu: an MMU that works cycle by cycle, model or RTL, as the machine's. It is clocked while
// an access is translated or a fence goes on, each cycle at its own edge of the hart's clock; other
// cycles change no register and are left out. Cycles of a fence are done when the next thing
// happens. What begins at the edge at which an access is answered is accepted there if something
// else is under way, and gets a cycle of its own otherwise.
//   Block:  MmuOut begin(const MmuIn&)              a cycle's outputs, all but events
//           void accept(const MmuIn&)               an access that comes later in the cycle
//           MmuEvents end(const MmuIn&, Cycles)     its edge, with memory's answer
//           bool busy() const                       in the cycle to come
//           bool holds_frame(Ppn, std::optional<Asid>) const
// Look-ahead: beside the hart's own accesses, at most one on the instruction side. A fetch waits
//   for it; fences and writes of satp must (Hart).
// Memory must take at least two cycles for a PTE: no response comes in its request's cycle. Of
// accesses that are done in one cycle one a cycle is heard.
// Tests: tests/model/mmu/.
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "base/check.h"
#include "mmu/blocking_walks.h"
#include "mmu/i_mmu.h"
#include "params/params.h"

namespace cowmmu {

template <class Block>
class SteppedMmu final : public IMmu, private IBackground {
 public:
  template <class... Args>
  explicit SteppedMmu(const MachineParams& params, Args&&... args)
      : walk_(FenceWalk::of(params.mmu)),
        l1i_cycles_(params.tlb.l1i.hit_cycles),
        l1d_cycles_(params.tlb.l1d.hit_cycles),
        l2_cycles_(params.tlb.l2.hit_cycles),
        block_(std::forward<Args>(args)...) {
    heard_.reserve(WordAccess::kMost);
  }

  // A waveform has all cycles of the last fence.
  ~SteppedMmu() override { run_to(fence_done_); }
  SteppedMmu(const SteppedMmu&) = delete;
  SteppedMmu& operator=(const SteppedMmu&) = delete;

  const TranslationState& state() const override { return state_; }
  void set_state(const TranslationState& state) override { state_ = state; }

  TranslateResult translate(Access access, VirtAddr va, IWalkPort& port) override {
    if (state_.satp.mode == PagingMode::kBare) return {.pa = PhysAddr(va.value)};
    BlockingWalks blocking(port);
    ISplitPort& memory = port.split() != nullptr ? *port.split() : blocking;
    if (access == Access::kFetch) end_look_ahead(memory);
    const Cycles begin = port.now();
    const uint64_t reads = stats_.pte_reads;
    own_ = {.access = access, .under_way = true};
    accept(request(access, va), begin, memory);
    while (!own_.answered) memory.turn();
    memory.advance_to(edge_);
    const Cycles taken = edge_ - begin;
    own_.under_way = false;
    if (!ahead_) rest();
    return result_of(va, taken, stats_.pte_reads - reads);
  }

  bool can_look_ahead() const override { return true; }
  void look_ahead(VirtAddr va, IWalkPort& port) override {
    COWMMU_CHECK(!ahead_ && port.split() != nullptr, "one look-ahead, through a port that splits");
    ahead_ = true;
    ++stats_.ahead;
    accept(request(Access::kFetch, va), port.now(), *port.split());
  }

  void fence(const Fence& fence, Cycles done) override {
    const Cycles begin = done - walk_.cycles(fence);
    catch_up(begin);
    start(fence, begin);
    fence_done_ = done;
  }
  void fence_free(const Fence& fence) override {
    run_to(fence_done_);
    start(fence, edge_ + Cycles(1));
    run_to(edge_ + walk_.cycles(fence));
  }
  const FenceWalk& fence_walk() const override { return walk_; }

  MmuStats stats() const override { return stats_; }
  void reset_stats() override { stats_ = {}; }
  uint64_t stepped() const override { return stepped_; }
  bool holds_frame(Ppn frame, std::optional<Asid> only) const override {
    run_to(fence_done_ - Cycles(1));
    return block_.holds_frame(frame, only);
  }

 private:
  // The access that the hart waits for.
  struct Own {
    Access access = Access::kLoad;
    bool under_way = false, answered = false;
    bool in_l1 = false;  // its first look-up found an entry
    MmuAnswer answer{};
  };

  // ---- Accesses ----
  MmuIn quiet() const {
    MmuIn in;
    in.state = state_;
    in.mem_req_ready = true;
    return in;
  }
  MmuIn request(Access access, VirtAddr va) const {
    MmuIn in = quiet();
    in.fetch_valid = access == Access::kFetch;
    in.data_valid = access != Access::kFetch;
    in.data_store = access == Access::kStore;
    (in.fetch_valid ? in.fetch_va : in.data_va) = va;
    return in;
  }
  void accept(const MmuIn& in, Cycles at, ISplitPort& memory) {
    if (open_) {
      COWMMU_CHECK(edge_ == at, "an access begins in a cycle that is not the MMU's");
      join(in);
      return block_.accept(in_);
    }
    COWMMU_CHECK(at >= fence_done_, "an access begins before the fence before it is done");
    catch_up(at);
    memory_ = &memory;
    open(at, in);
    memory.attend(this);
  }
  // Beside what has been accepted in this cycle.
  void join(const MmuIn& in) {
    in_.state = in.state;
    if (in.fetch_valid) in_.fetch_valid = true, in_.fetch_va = in.fetch_va;
    if (in.data_valid) in_.data_valid = true, in_.data_va = in.data_va;
    in_.data_store = in_.data_store || in.data_store;
  }
  void end_look_ahead(ISplitPort& memory) {
    if (!ahead_) return;
    while (ahead_) memory.turn();
    memory.advance_to(edge_);
  }
  // Nothing is under way any more.
  void rest() {
    close();
    memory_->attend(nullptr);
  }
  TranslateResult result_of(VirtAddr va, Cycles taken, uint64_t reads) const {
    const MmuAnswer& answer = own_.answer;
    TranslateResult result{.cause = answer.cause, .from = answer.from};
    if (answer.cause == Cause::kNone)
      result.pa = PhysAddr(addr_of(answer.ppn).value | page_offset(va));
    result.pte_reads = static_cast<unsigned>(reads);
    const Cycles l1 = own_.access == Access::kFetch ? l1i_cycles_ : l1d_cycles_;
    result.lookup_cycles = answer.from != TranslateFrom::kWalk ? taken
                           : own_.in_l1                        ? l1
                                                               : l1 + l2_cycles_;
    return result;
  }

  // ---- Cycles while something is under way ----
  std::optional<Next> next() const override {
    if (!open_) return std::nullopt;
    return Next{edge_ + Cycles(1), ahead_};
  }
  void step() override {
    close();
    open(edge_ + Cycles(1), quiet());
  }
  void done(const WordAccess& access, Cycles at) override {
    COWMMU_CHECK(at > asked_.at(access.client) + Cycles(1), "memory answered in under two cycles");
    WalkMemRsp rsp;
    rsp.slot = access.client;
    rsp.pte = Pte(access.value);
    rsp.stored = access.stored;
    heard_.push_back(rsp);
  }
  void open(Cycles edge, const MmuIn& in) {
    edge_ = edge;
    open_ = true;
    in_ = in;
    const MmuOut out = block_.begin(in_);
    if (out.mem_req_valid) ask(out.mem_req);
    if (out.data_rsp_valid) answer_own(out.data_rsp);
    if (!out.fetch_rsp_valid) return;
    if (!ahead_) return answer_own(out.fetch_rsp);
    ahead_ = false;
    if (!own_.under_way) rest();
    memory_->looked_ahead(edge);
  }
  void answer_own(const MmuAnswer& answer) {
    own_.answer = answer;
    own_.answered = true;
  }
  void ask(const WalkMemReq& request) {
    asked_.at(request.slot) = edge_;
    memory_->start({.pa = request.pa,
                    .client = request.slot,
                    .swap = request.swap,
                    .expected = request.expected.bits(),
                    .desired = request.desired.bits()},
                   edge_);
  }
  // A response at edge E ends the cycle before: what follows from it comes in the one that ends at
  // E, as the request was accepted at the edge at which memory began.
  void close() {
    if (!heard_.empty()) {
      in_.mem_rsp_valid = true;
      in_.mem_rsp = heard_.front();
      heard_.erase(heard_.begin());
    }
    open_ = false;
    ++stepped_;
    const MmuEvents events = block_.end(in_, edge_);
    if (own_.access == Access::kFetch ? events.l1i_look : events.l1d_look)
      own_.in_l1 = own_.access == Access::kFetch ? events.l1i_hit : events.l1d_hit;
    count(events);
  }

  // ---- Fences, and cycles alone ----
  void start(const Fence& fence, Cycles edge) {
    COWMMU_CHECK(!open_, "a fence while an access is under way");
    MmuIn in = quiet();
    in.fence_valid = true;
    in.fence = fence;
    COWMMU_CHECK(alone(in, edge).fence_ready, "the MMU is not ready for a fence");
    for (MmuStats::Tlb* tlb : {&stats_.l1i, &stats_.l1d, &stats_.l2}) ++tlb->fences;
  }
  // Up to the cycle that ends at `begin`, that one not.
  void catch_up(Cycles begin) const {
    while (block_.busy() && edge_ + Cycles(1) < begin) alone(quiet(), edge_ + Cycles(1));
  }
  // What a fence removes is gone before its last cycle (tlb/timed_tlb.h), in which an access may
  // begin. An access under way is let alone: who asks may be another hart.
  void run_to(Cycles edge) const {
    while (!open_ && edge_ < edge) alone(quiet(), edge_ + Cycles(1));
  }
  MmuOut alone(const MmuIn& in, Cycles edge) const {
    edge_ = edge;
    const MmuOut out = block_.begin(in);
    ++stepped_;
    block_.end(in, edge);
    return out;
  }

  void count(const MmuEvents& e) {
    count(stats_.l1i, e.l1i_look, e.l1i_hit, e.l1i_evict);
    count(stats_.l1d, e.l1d_look, e.l1d_hit, e.l1d_evict);
    count(stats_.l2, e.l2_look, e.l2_hit, e.l2_evict);
    stats_.walks += e.walk ? 1 : 0;
    stats_.merged += e.walk_join ? 1 : 0;
    stats_.pte_reads += e.pte_read ? 1 : 0;
  }
  static void count(MmuStats::Tlb& tlb, bool look, bool hit, bool evict) {
    tlb.hits += look && hit ? 1 : 0;
    tlb.misses += look && !hit ? 1 : 0;
    tlb.evictions += evict ? 1 : 0;
  }

  FenceWalk walk_;
  Cycles l1i_cycles_, l1d_cycles_, l2_cycles_;
  TranslationState state_;
  MmuStats stats_;
  mutable Block block_;    // a look at its contents ends a fence in progress first
  mutable Cycles edge_{};  // of its last cycle, or of the one that has begun
  mutable uint64_t stepped_ = 0;
  bool open_ = false;     // that one has not ended: something is under way
  Cycles fence_done_{1};  // of the last one that took time
  MmuIn in_{};            // of the open cycle
  Own own_{};
  bool ahead_ = false;                             // a look-ahead is under way
  ISplitPort* memory_ = nullptr;                   // of what is under way
  std::array<Cycles, WordAccess::kMost> asked_{};  // when, by slot
  std::vector<WalkMemRsp> heard_;
};

}  // namespace cowmmu
