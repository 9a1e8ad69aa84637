// SPDX-License-Identifier: Apache-2.0
#include "mmu/timed_mmu.h"

#include <algorithm>

namespace cowmmu {

std::string TimedMmu::problem_with(const MachineParams& params) {
  const auto found = {TimedTlb::problem_with(params.tlb.l1i, std::nullopt),
                      TimedTlb::problem_with(params.tlb.l1d, std::nullopt),
                      TimedTlb::problem_with(params.tlb.l2, FenceWalk::of(params.mmu)),
                      TimedWalker::problem_with(params.walker)};
  for (const std::string& problem : found)
    if (!problem.empty()) return problem;
  return {};
}

TimedMmu::TimedMmu(const MachineParams& params, const FrameRange& memory)
    : l1_{TimedTlb(params.tlb.l1i), TimedTlb(params.tlb.l1d)},
      l2_(params.tlb.l2, FenceWalk::of(params.mmu)),
      walker_(params.walker, memory) {}

bool TimedMmu::busy() const {
  return late_ || !l2_.at_rest() ||
         !std::ranges::all_of(sides_, [](const MmuSide& side) { return side.idle(); });
}

void TimedMmu::reset() {
  for (TimedTlb& l1 : l1_) l1.reset();
  l2_.reset();
  walker_.reset();
  sides_ = {};
  in_l2_.clear();
  late_ = false;
}

MmuOut TimedMmu::step(const MmuIn& in) {
  MmuOut out = begin(in);
  out.events = end(in);
  return out;
}

MmuOut TimedMmu::begin(const MmuIn& in) {
  MmuOut out;
  hear_registers(in, out);
  hear_tlbs(cycle_);
  hear_walker(cycle_);
  ask_l2(cycle_);
  ask_walker(cycle_);
  out.fetch_ready = sides_[kInstruction].idle();
  out.data_ready = sides_[kData].idle();
  accept(in);
  show(cycle_, out);
  return out;
}

void TimedMmu::accept(const MmuIn& in) {
  if (in.fetch_valid) accept(kInstruction, {in.fetch_va, Access::kFetch, in.state});
  const Access access = in.data_store ? Access::kStore : Access::kLoad;
  if (in.data_valid) accept(kData, {in.data_va, access, in.state});
}

// The fence, and what depends on registers only.
void TimedMmu::hear_registers(const MmuIn& in, MmuOut& out) {
  Cycle& c = cycle_ = {};
  c.walker = walker_.outputs();
  const bool over = l2_.fence_done() || late_;
  const bool drains = over && c.walker.draining;
  c.l2_in.fence_valid = in.fence_valid && !drains;
  c.l2 = l2_.begin(c.l2_in.fence_valid);
  out.fence_ready = c.l2.fence_ready && !drains;
  out.fence_done = over && !drains;
  out.busy = c.l2.busy || c.walker.busy || late_;
  late_ = drains;
  const bool fenced = c.l2_in.fence_valid && c.l2.fence_ready;
  for (unsigned side = 0; side < kSides; ++side) {
    c.l1_in[side].fence_valid = fenced;
    c.l1_in[side].fence = in.fence;
    c.l1[side] = l1_[side].begin(fenced);
    out.busy = out.busy || c.l1[side].busy || !sides_[side].idle();
  }
  c.l2_in.fence = in.fence;
  c.walker_in.fence_valid = fenced;
  c.walker_in.fence = in.fence;
  c.walker_in.mem_req_ready = in.mem_req_ready;
}

void TimedMmu::hear_tlbs(Cycle& c) {
  for (unsigned side = 0; side < kSides; ++side)
    if (c.l1[side].rsp_valid) c.answers[side] = sides_[side].hear(c.l1[side]);
  if (!c.l2.rsp_valid) return;
  const unsigned side = in_l2_.front();
  in_l2_.pop_front();
  c.answers[side] = sides_[side].hear(c.l2);
  c.l1_in[side].fill_valid = c.answers[side] && c.answers[side]->cause == Cause::kNone;
  c.l1_in[side].fill_entry = c.l2.rsp_entry;
}

// An answer is taken when both TLBs can take its entry; an L1 can whenever the L2 can.
void TimedMmu::hear_walker(Cycle& c) {
  c.walker_in.rsp_ready = c.l2.fill_ready;
  if (!c.walker.rsp_valid || !c.l2.fill_ready) return;
  const unsigned side = c.walker.rsp_id;
  const WalkResult& found = c.walker.rsp;
  if (found.cause != Cause::kNone) {
    c.answers[side] = sides_[side].hear(found.cause, Ppn(0));
    return;
  }
  const WalkRequest& request = sides_[side].request();
  const TlbEntry entry =
      TlbEntry::make(request.va, request.state.satp.asid, found.leaf, found.level, found.global);
  c.answers[side] = sides_[side].hear(Cause::kNone, ppn_of(entry.translate(request.va)));
  for (TlbIn* const tlb : {&c.l2_in, &c.l1_in[side]}) {
    tlb->fill_valid = true;
    tlb->fill_entry = entry;
  }
}

void TimedMmu::ask_l2(Cycle& c) {
  for (const unsigned side : {kData, kInstruction}) {
    if (!sides_[side].wants_l2()) continue;
    const WalkRequest& request = sides_[side].request();
    c.l2_in.req_valid = true;
    c.l2_in.req_vpn = vpn_of(request.va);
    c.l2_in.req_asid = request.state.satp.asid;
    if (!c.l2.req_ready) return;
    sides_[side].asked_l2();
    in_l2_.push_back(side);
    return;
  }
}

void TimedMmu::ask_walker(Cycle& c) {
  for (const unsigned side : {kData, kInstruction}) {
    if (!sides_[side].wants_walk()) continue;
    c.walker_in.req_valid = true;
    c.walker_in.req_id = side;
    c.walker_in.req = sides_[side].request();
    if (c.walker.req_ready) sides_[side].asked_walk();
    return;
  }
}

void TimedMmu::accept(unsigned side, const WalkRequest& request) {
  if (!sides_[side].idle()) return;
  sides_[side].accept(request);
  TlbIn& l1 = cycle_.l1_in[side];
  l1.req_valid = true;
  l1.req_vpn = vpn_of(request.va);
  l1.req_asid = request.state.satp.asid;
}

MmuEvents TimedMmu::end(const MmuIn& in) {
  Cycle& c = cycle_;
  c.walker_in.mem_rsp_valid = in.mem_rsp_valid;
  c.walker_in.mem_rsp = in.mem_rsp;
  for (unsigned side = 0; side < kSides; ++side) l1_[side].edge(c.l1_in[side], c.l1[side]);
  l2_.edge(c.l2_in, c.l2);
  c.walker.req_join = walker_.step(c.walker_in).req_join;
  return events_of(c);
}

void TimedMmu::show(const Cycle& c, MmuOut& out) {
  out.fetch_rsp_valid = c.answers[kInstruction].has_value();
  out.fetch_rsp = c.answers[kInstruction].value_or(MmuAnswer{});
  out.data_rsp_valid = c.answers[kData].has_value();
  out.data_rsp = c.answers[kData].value_or(MmuAnswer{});
  out.mem_req_valid = c.walker.mem_req_valid;
  out.mem_req = c.walker.mem_req;
}

MmuEvents TimedMmu::events_of(const Cycle& c) {
  const TlbOut &i = c.l1[kInstruction], &d = c.l1[kData];
  const WalkerOut& w = c.walker;
  const bool sent = w.mem_req_valid && c.walker_in.mem_req_ready;
  const bool taken = w.rsp_valid && c.walker_in.rsp_ready;
  return {.l1i_look = i.rsp_valid,
          .l1i_hit = i.rsp_hit,
          .l1i_evict = i.fill_evict,
          .l1d_look = d.rsp_valid,
          .l1d_hit = d.rsp_hit,
          .l1d_evict = d.fill_evict,
          .l2_look = c.l2.rsp_valid,
          .l2_hit = c.l2.rsp_hit,
          .l2_evict = c.l2.fill_evict,
          .walk = c.walker_in.req_valid && w.req_ready,
          .walk_join = w.req_join,
          .walk_fault = taken && w.rsp.cause != Cause::kNone,
          .pte_read = sent && !w.mem_req.swap,
          .pte_swap = sent && w.mem_req.swap};
}

}  // namespace cowmmu
