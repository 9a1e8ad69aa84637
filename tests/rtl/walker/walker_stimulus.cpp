// SPDX-License-Identifier: Apache-2.0
#include "rtl/walker/walker_stimulus.h"

#include <algorithm>

namespace cowmmu::test {

void WalkerStimulus::new_phase() {
  static constexpr uint64_t kRequests[] = {1, 1, 4, 40}, kFences[] = {5, 40, 400, 20'000};
  static constexpr uint64_t kStalls[] = {2, 3, 8, 1000}, kLatencies[] = {1, 4, 20, 80};
  request_one_in_ = kRequests[ptes_.below(4)];
  fence_one_in_ = kFences[ptes_.below(4)];
  stall_one_in_ = kStalls[ptes_.below(4)];
  latency_ = kLatencies[ptes_.below(4)];
  one_mode_ = !ptes_.one_in(3);
}

// Few indexes a level: walks share tables and pages; both halves of the space.
VirtAddr WalkerStimulus::random_va(PagingMode mode) {
  const unsigned bits = va_bits_of(mode);
  uint64_t va = ptes_.below(3) << kPageShift;
  for (unsigned shift = kPageShift + 9; shift < bits; shift += 9)
    va |= (ptes_.one_in(6) ? ptes_.below(256) : ptes_.below(2)) << shift;
  if (ptes_.one_in(4)) va |= ~0ULL << (bits - 1);
  if (ptes_.one_in(40)) va ^= 1ULL << (bits - 1 + ptes_.below(65 - bits));
  return VirtAddr(va);
}

Ppn WalkerStimulus::random_table() {
  if (ptes_.one_in(40)) return Ppn(ptes_.bits()() & Pte::kPpnMask);
  if (ptes_.one_in(40)) return Ppn(kMemory.end.value - ptes_.below(2));
  if (ptes_.one_in(40)) return Ppn(kMemory.begin.value - ptes_.below(2));
  return Ppn(ptes_.below(kMemory.end.value));
}

WalkRequest WalkerStimulus::random_request() {
  const unsigned fewer = one_mode_ ? 0 : static_cast<unsigned>(ptes_.below(levels_of(mode_) - 2));
  const auto mode = static_cast<PagingMode>(static_cast<unsigned>(mode_) - fewer);
  const Ppn root = ptes_.one_in(20) ? random_table() : Ppn(7 + ptes_.below(2));
  return {random_va(mode), ptes_.access(), ptes_.state({mode, random_asid(), root})};
}

Pte WalkerStimulus::random_pte() {
  if (!ptes_.one_in(3)) return Pte::make(random_table(), ptes_.pointer_flags());
  return ptes_.leaf(ptes_.one_in(2) ? 0 : static_cast<unsigned>(ptes_.below(5)), 44);
}

void WalkerStimulus::respond() {
  const std::optional<WalkMemReq> r = memory_.take(ptes_, cycles_, stall_one_in_);
  in_.mem_rsp_valid = r.has_value();
  if (!r) return;
  in_.mem_rsp = {.slot = r->slot, .pte = random_pte(), .stored = !ptes_.one_in(4)};
  if (r->swap) ++(in_.mem_rsp.stored ? traffic_.updates : traffic_.failed_updates);
}

WalkerIn WalkerStimulus::next() {
  if (cycles_++ % 3'001 == 0) new_phase();
  if (!in_.req_valid && ptes_.one_in(request_one_in_)) {
    in_.req_valid = true;
    in_.req_id = static_cast<unsigned>(ptes_.below(16));
    // Sometimes the page asked for last, by anybody.
    const VirtAddr last = in_.req.va;
    const Satp space = in_.req.state.satp;
    in_.req = random_request();
    if (ptes_.one_in(4) && space.mode != PagingMode::kBare)
      in_.req.va = last, in_.req.state.satp = space;
  }
  in_.rsp_ready = !ptes_.one_in(stall_one_in_);
  in_.mem_req_ready = !ptes_.one_in(stall_one_in_);
  in_.fence_valid = ptes_.one_in(fence_one_in_);
  if (in_.fence_valid) in_.fence = ptes_.fence(random_va(mode_), random_asid());
  respond();
  return in_;
}

void WalkerStimulus::accepted(const WalkerIn& in, const WalkerOut& out) {
  count(in, out);
  if (out.mem_req_valid && in.mem_req_ready)
    memory_.accept(out.mem_req, cycles_ + 1 + ptes_.below(latency_));
  if (out.req_ready) in_.req_valid = false;
}

void WalkerStimulus::count(const WalkerIn& in, const WalkerOut& out) {
  WalkerTraffic& t = traffic_;
  t.joins += out.req_join;
  t.request_refusals += in.req_valid && !out.req_ready;
  t.memory_refusals += out.mem_req_valid && !in.mem_req_ready;
  t.answer_refusals += out.rsp_valid && !in.rsp_ready;
  t.withdrawn += offered_ && !out.rsp_valid;
  offered_ = out.rsp_valid && !in.rsp_ready;
  t.draining += out.draining;
  t.idle += !out.busy;
  if (in.fence_valid) ++t.fences[(in.fence.all_addresses ? 2 : 0) + (in.fence.all_asids ? 1 : 0)];
  if (!out.rsp_valid || !in.rsp_ready) return;
  const auto cause = static_cast<unsigned>(out.rsp.cause);
  const bool good = out.rsp.cause == Cause::kNone;
  t.answers[out.rsp.level] += good;
  t.napot += out.rsp.leaf.napot();
  t.page_faults += !good && cause >= 12;
  t.access_faults += !good && cause < 12;
}

void WalkerStimulus::reset() {
  in_ = {};
  memory_.clear();
  offered_ = false;
}

}  // namespace cowmmu::test
