// SPDX-License-Identifier: Apache-2.0
#include "tlb/timed_tlb.h"

#include <algorithm>

#include "base/check.h"

namespace cowmmu {

std::string TimedTlb::problem_with(const TlbParams& params, std::optional<FenceWalk> walk) {
  if (std::string problem = TlbArray::problem_with(params); !problem.empty()) return problem;
  if (!walk) return {};
  const uint64_t sets = params.ways == 0 ? 1 : params.entries / params.ways;
  if (std::min(walk->all_cycles, walk->asid_cycles).value <= sets)
    return "a fence of all addresses must take more cycles than there are sets";
  if (std::min(walk->address_cycles, walk->both_cycles).value <= kPageSizes)
    return "a fence of an address must take more cycles than there are page sizes";
  return {};
}

TimedTlb::TimedTlb(const TlbParams& params, std::optional<FenceWalk> walk)
    : params_(params), walk_(walk), array_(params) {
  COWMMU_CHECK(problem_with(params, walk).empty(), problem_with(params, walk));
}

void TimedTlb::reset() { *this = TimedTlb(params_, walk_); }

TlbOut TimedTlb::step(const TlbIn& in) {
  TlbOut out = begin(in.fence_valid);
  edge(in, out);
  return out;
}

TlbOut TimedTlb::begin(bool fence_valid) {
  TlbOut out;
  offer(fence_valid, out);
  if (!in_flight_.empty() && in_flight_.front().due == now_) answer(out);
  return out;
}

void TimedTlb::edge(const TlbIn& in, TlbOut& out) {
  if (fence_left_ != Cycles(0)) fence_left_ -= Cycles(1);
  accept(in, out);
  ++now_;
}

void TimedTlb::offer(bool fence_valid, TlbOut& out) const {
  // In its last cycle a fence lets the next request in: it is accepted at the edge of its end.
  const bool open = fence_left_ <= Cycles(1);
  const bool answering = !in_flight_.empty() && in_flight_.front().due == now_;
  const bool waiting = in_flight_.size() > (answering ? 1 : 0);
  out.fence_ready = !walk_ || (open && !waiting);
  out.fill_ready = open && !fence_valid;
  out.req_ready = !walk_ || out.fill_ready;
  out.fence_done = fence_done();
  out.busy = !in_flight_.empty() || fence_left_ != Cycles(0);
}

void TimedTlb::answer(TlbOut& out) {
  const Lookup lookup = in_flight_.front();
  in_flight_.pop_front();
  out.rsp_valid = true;
  const TlbEntry* entry = array_.lookup(lookup.vpn, lookup.asid);
  if (entry == nullptr) return;
  out.rsp_hit = true;
  out.rsp_entry = *entry;
  out.rsp_ppn = ppn_of(entry->translate(addr_of(lookup.vpn)));
}

void TimedTlb::accept(const TlbIn& in, TlbOut& out) {
  if (in.req_valid && out.req_ready)
    in_flight_.push_back({now_ + Cycles(params_.hit_cycles), in.req_vpn, in.req_asid});
  if (in.fill_valid && out.fill_ready) {
    const uint64_t evictions = array_.stats().evictions;
    array_.fill(in.fill_entry);
    out.fill_evict = array_.stats().evictions != evictions;
  }
  if (in.fence_valid && out.fence_ready) {
    array_.fence(in.fence);
    if (walk_) fence_left_ = walk_->cycles(in.fence);
  }
}

}  // namespace cowmmu
