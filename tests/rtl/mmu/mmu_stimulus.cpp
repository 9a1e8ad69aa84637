// SPDX-License-Identifier: Apache-2.0
#include "rtl/mmu/mmu_stimulus.h"

namespace cowmmu::test {

void MmuStimulus::new_phase() {
  static constexpr uint64_t kRequests[] = {1, 1, 4, 40}, kFences[] = {5, 20, 60, 600, 20'000};
  static constexpr uint64_t kStalls[] = {2, 3, 8, 1000}, kLatencies[] = {1, 4, 20, 80};
  static constexpr uint64_t kPages[] = {2, 6, 40, 400}, kSpreads[] = {2, 6, 30, 100};
  request_one_in_ = kRequests[ptes_.below(4)];
  fence_one_in_ = kFences[ptes_.below(5)];
  stall_one_in_ = kStalls[ptes_.below(4)];
  latency_ = kLatencies[ptes_.below(4)];
  pages_ = kPages[ptes_.below(4)];
  spread_ = kSpreads[ptes_.below(4)];
  one_mode_ = !ptes_.one_in(3);
}

VirtAddr MmuStimulus::random_va() {
  const unsigned bits = va_bits_of(mode_);
  uint64_t va = ptes_.below(pages_) << kPageShift;
  for (unsigned shift = kPageShift + 9; shift < bits - 1; shift += 9)
    if (ptes_.one_in(spread_)) va |= (ptes_.one_in(6) ? ptes_.below(256) : 1) << shift;
  if (ptes_.one_in(8)) va |= ~0ULL << (bits - 1);
  if (ptes_.one_in(80)) va ^= 1ULL << (bits - 1 + ptes_.below(65 - bits));
  return VirtAddr(va);
}

TranslationState MmuStimulus::random_state() {
  const unsigned fewer = one_mode_ ? 0 : static_cast<unsigned>(ptes_.below(levels_of(mode_) - 2));
  const auto mode = static_cast<PagingMode>(static_cast<unsigned>(mode_) - fewer);
  return ptes_.state({mode, random_asid(), tables_.root(mode)});
}

void MmuStimulus::respond() {
  const std::optional<WalkMemReq> r = memory_.take(ptes_, cycle_, stall_one_in_);
  in_.mem_rsp_valid = r.has_value();
  if (!r) return;
  in_.mem_rsp = {.slot = r->slot, .pte = tables_.read(r->pa, cycle_), .stored = !ptes_.one_in(4)};
  if (r->swap) ++(in_.mem_rsp.stored ? traffic_.updates : traffic_.failed_updates);
}

MmuIn MmuStimulus::next() {
  if (cycle_++ % 4'001 == 0) new_phase();
  if (in_.state.satp.mode == PagingMode::kBare || ptes_.one_in(8)) in_.state = random_state();
  if (!in_.fetch_valid && ptes_.one_in(request_one_in_)) {
    in_.fetch_valid = true;
    // Sometimes the page that the other side is at.
    in_.fetch_va = ptes_.one_in(2) ? in_.data_va : random_va();
  }
  if (!in_.data_valid && ptes_.one_in(request_one_in_)) {
    in_.data_valid = true;
    in_.data_store = ptes_.one_in(2);
    if (ptes_.one_in(3))
      in_.data_va = in_.fetch_va;
    else if (!ptes_.one_in(4))  // else the same page again, maybe to store where it loaded
      in_.data_va = random_va();
  }
  in_.mem_req_ready = !ptes_.one_in(stall_one_in_);
  if (!in_.fence_valid && ptes_.one_in(fence_one_in_)) {
    in_.fence_valid = true;
    in_.fence = ptes_.fence(random_va(), random_asid());
  }
  respond();
  return in_;
}

void MmuStimulus::accepted(const MmuIn& in, const MmuOut& out) {
  count(in, out);
  count_answer(out.fetch_rsp_valid, out.fetch_rsp, fetch_);
  count_answer(out.data_rsp_valid, out.data_rsp, data_);
  count_fence(in, out);
  const Asid asid = in.state.satp.asid;
  if (in.fetch_valid && out.fetch_ready) fetch_ = {vpn_of(in.fetch_va), asid};
  if (in.data_valid && out.data_ready) data_ = {vpn_of(in.data_va), asid};
  if (out.mem_req_valid && in.mem_req_ready)
    memory_.accept(out.mem_req, cycle_ + 1 + ptes_.below(latency_));
  if (out.fetch_ready) in_.fetch_valid = false;
  if (out.data_ready) in_.data_valid = false;
  if (out.fence_ready) in_.fence_valid = false;
}

void MmuStimulus::count_answer(bool valid, const MmuAnswer& answer, const Current& access) {
  if (!valid) return;
  MmuTraffic& t = traffic_;
  const bool good = answer.cause == Cause::kNone;
  const bool page_fault = !good && static_cast<unsigned>(answer.cause) >= 12;
  switch (answer.from) {
    case TranslateFrom::kL1:
      ++(good ? t.l1_hits : t.l1_faults);
      break;
    case TranslateFrom::kL2:
      ++(good ? t.l2_hits : t.l2_faults);
      break;
    default:
      ++(good ? t.walked : page_fault ? t.page_faults : t.access_faults);
  }
  if (!good) return;
  t.stamped += MmuTables::stamp(answer.ppn).has_value();
  t.too_old += watch_.forbids(access.vpn, access.asid, answer.ppn);
}

void MmuStimulus::count_fence(const MmuIn& in, const MmuOut& out) {
  MmuTraffic& t = traffic_;
  const bool taken = in.fence_valid && out.fence_ready;
  t.fence_refusals += in.fence_valid && !out.fence_ready;
  t.late_fences += out.fence_done && cycle_ > fence_due_;
  t.fences_in_a_row += out.fence_done && taken;
  if (!taken) return;
  const MmuAnswer& fetched = out.fetch_rsp;
  t.lost_refills +=
      out.fetch_rsp_valid && fetched.from == TranslateFrom::kL2 && fetched.cause == Cause::kNone;
  ++t.fences[(in.fence.all_addresses ? 2 : 0) + (in.fence.all_asids ? 1 : 0)];
  fence_due_ = cycle_ + fence_walk_.cycles(in.fence).value;
  watch_.accepted(in.fence, cycle_);
}

void MmuStimulus::count(const MmuIn& in, const MmuOut& out) {
  MmuTraffic& t = traffic_;
  const MmuEvents& e = out.events;
  t.at_once += out.fetch_rsp_valid && out.data_rsp_valid;
  t.follow += out.data_rsp_valid && in.data_valid;
  t.ad_walks += e.l1d_hit && !out.data_rsp_valid;
  t.joins += e.walk_join;
  t.memory_refusals += out.mem_req_valid && !in.mem_req_ready;
  t.idle += !out.busy;
  t.evictions[0] += e.l1i_evict;
  t.evictions[1] += e.l1d_evict;
  t.evictions[2] += e.l2_evict;
}

void MmuStimulus::reset() {
  in_ = {};
  memory_.clear();
  watch_.reset();
}

}  // namespace cowmmu::test
