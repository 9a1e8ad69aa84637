// SPDX-License-Identifier: Apache-2.0
// SteppedMmu: an MMU that works cycle by cycle, model or RTL, as the machine's. It is clocked while
// an access is translated or a fence goes on, each cycle at its own edge of the hart's clock; other
// cycles change no register and are left out. Cycles of a fence are done when the next thing
// happens. What begins at the edge at which an access is answered gets a cycle of its own.
//   Block:  MmuOut step(const MmuIn&, Cycles edge)   the cycle that ends at `edge`
//           bool busy() const                        in the cycle to come
//           bool holds_frame(Ppn, std::optional<Asid>) const
// Memory must take at least two cycles for a PTE: no response comes in its request's cycle.
// Tests: tests/model/mmu/.
#pragma once

#include <utility>

#include "base/check.h"
#include "mmu/i_mmu.h"

namespace cowmmu {

template <class Block>
class SteppedMmu final : public IMmu {
 public:
  template <class... Args>
  explicit SteppedMmu(const FenceWalk& walk, Args&&... args)
      : walk_(walk), block_(std::forward<Args>(args)...) {}

  // A waveform has all cycles of the last fence.
  ~SteppedMmu() override { run_to(fence_done_); }
  SteppedMmu(const SteppedMmu&) = delete;
  SteppedMmu& operator=(const SteppedMmu&) = delete;

  const TranslationState& state() const override { return state_; }
  void set_state(const TranslationState& state) override { state_ = state; }

  TranslateResult translate(Access access, VirtAddr va, IWalkPort& port) override {
    if (state_.satp.mode == PagingMode::kBare) return {.pa = PhysAddr(va.value)};
    const Cycles begin = port.now();
    COWMMU_CHECK(begin >= fence_done_, "an access begins before the fence before it is done");
    catch_up(begin);
    MmuOut out = cycle(request(access, va), begin);
    TranslateResult result;
    while (!answers(out, access)) {
      if (out.events.walk) result.lookup_cycles = port.now() - begin;
      if (out.mem_req_valid)
        answer_memory(out.mem_req, port, result);
      else
        port.spend(Cycles(1));
      out = cycle(quiet(), port.now());
    }
    return finish(access == Access::kFetch ? out.fetch_rsp : out.data_rsp, va, port.now() - begin,
                  result);
  }

  void fence(const Fence& fence, Cycles done) override {
    const Cycles begin = done - walk_.cycles(fence);
    catch_up(begin);
    start(fence, begin);
    fence_done_ = done;
  }
  void fence_free(const Fence& fence) override {
    run_to(fence_done_);
    start(fence, last_ + Cycles(1));
    run_to(last_ + walk_.cycles(fence));
  }
  const FenceWalk& fence_walk() const override { return walk_; }

  MmuStats stats() const override { return stats_; }
  void reset_stats() override { stats_ = {}; }
  bool holds_frame(Ppn frame, std::optional<Asid> only) const override {
    run_to(fence_done_ - Cycles(1));
    return block_.holds_frame(frame, only);
  }

 private:
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
  static bool answers(const MmuOut& out, Access access) {
    return access == Access::kFetch ? out.fetch_rsp_valid : out.data_rsp_valid;
  }

  // A request accepted at edge O that takes until edge E is answered in the cycle that ends at
  // E - 1: what follows from it comes in the one that ends at E.
  void answer_memory(const WalkMemReq& request, IWalkPort& port, TranslateResult& result) {
    const Cycles asked = port.now();
    MmuIn in = quiet();
    in.mem_rsp_valid = true;
    in.mem_rsp.slot = request.slot;
    if (request.swap) {
      in.mem_rsp.stored =
          port.compare_swap_pte(request.pa, request.expected.bits(), request.desired.bits());
    } else {
      in.mem_rsp.pte = Pte(port.read_pte(request.pa));
      ++result.pte_reads;
    }
    const Cycles heard = port.now() - Cycles(1);
    COWMMU_CHECK(heard > asked, "memory answered a PTE in less than two cycles");
    for (Cycles edge = asked + Cycles(1); edge < heard; edge += Cycles(1)) cycle(quiet(), edge);
    cycle(in, heard);
  }

  static TranslateResult finish(const MmuAnswer& answer, VirtAddr va, Cycles taken,
                                TranslateResult result) {
    result.cause = answer.cause;
    result.from = answer.from;
    if (answer.cause == Cause::kNone)
      result.pa = PhysAddr(addr_of(answer.ppn).value | page_offset(va));
    if (answer.from != TranslateFrom::kWalk) result.lookup_cycles = taken;
    return result;
  }

  void start(const Fence& fence, Cycles edge) {
    MmuIn in = quiet();
    in.fence_valid = true;
    in.fence = fence;
    COWMMU_CHECK(cycle(in, edge).fence_ready, "the MMU is not ready for a fence");
    for (MmuStats::Tlb* tlb : {&stats_.l1i, &stats_.l1d, &stats_.l2}) ++tlb->fences;
  }
  // Up to the cycle that ends at `begin`, that one not.
  void catch_up(Cycles begin) const {
    while (block_.busy() && last_ + Cycles(1) < begin) step(quiet(), last_ + Cycles(1));
  }
  // What a fence removes is gone before its last cycle (tlb/timed_tlb.h), in which an access may
  // begin. An access in flight is let alone: who asks may be another hart.
  void run_to(Cycles edge) const {
    while (last_ < edge) step(quiet(), last_ + Cycles(1));
  }
  MmuOut step(const MmuIn& in, Cycles edge) const {
    last_ = edge;
    return block_.step(in, edge);
  }
  MmuOut cycle(const MmuIn& in, Cycles edge) {
    const MmuOut out = step(in, edge);
    const MmuEvents& e = out.events;
    count(stats_.l1i, e.l1i_look, e.l1i_hit, e.l1i_evict);
    count(stats_.l1d, e.l1d_look, e.l1d_hit, e.l1d_evict);
    count(stats_.l2, e.l2_look, e.l2_hit, e.l2_evict);
    stats_.walks += e.walk ? 1 : 0;
    stats_.merged += e.walk_join ? 1 : 0;
    stats_.pte_reads += e.pte_read ? 1 : 0;
    return out;
  }
  static void count(MmuStats::Tlb& tlb, bool look, bool hit, bool evict) {
    tlb.hits += look && hit ? 1 : 0;
    tlb.misses += look && !hit ? 1 : 0;
    tlb.evictions += evict ? 1 : 0;
  }

  FenceWalk walk_;
  TranslationState state_;
  MmuStats stats_;
  mutable Block block_;    // a look at its contents ends a fence in progress first
  mutable Cycles last_{};  // the edge of its last cycle
  Cycles fence_done_{1};   // of the last one that took time
};

}  // namespace cowmmu
