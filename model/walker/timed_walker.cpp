// SPDX-License-Identifier: Apache-2.0
#include "walker/timed_walker.h"

#include <algorithm>

#include "base/check.h"
#include "walker/pte_rule.h"

namespace cowmmu {

std::string TimedWalker::problem_with(const WalkerParams& params) {
  if (params.start_cycles == 0) return "a walk must take at least a cycle to start";
  if (params.pwc_entries != 0 && params.start_cycles + params.pwc_cycles < 2)
    return "a walk must take at least two cycles to start and ask the walk caches";
  return {};
}

TimedWalker::TimedWalker(const WalkerParams& params, const FrameRange& memory)
    : params_(params),
      memory_(memory),
      pwc_(params.pwc_entries),
      slots_(params.walks, WalkSlot(params_, memory)),
      looks_(params.walks),
      sends_(params.walks),
      answers_(params.walks) {
  COWMMU_CHECK(problem_with(params).empty(), problem_with(params));
}

void TimedWalker::reset() {
  pwc_ = PageWalkCache(params_.pwc_entries);
  slots_.assign(params_.walks, WalkSlot(params_, memory_));
  looks_ = sends_ = answers_ = SlotArbiter(params_.walks);
}

WalkerOut TimedWalker::step(const WalkerIn& in) {
  const Chosen chosen = choose();
  WalkerOut out = offer(chosen);
  pass_time();
  look_up(chosen);
  send(chosen, in.mem_req_ready);
  if (in.mem_rsp_valid) take(in.mem_rsp, in.fence_valid);
  answer(chosen, in.rsp_ready);
  if (in.req_valid && chosen.free) out.req_join = accept(*chosen.free, in);
  if (in.fence_valid) fence(in.fence);
  return out;
}

TimedWalker::Chosen TimedWalker::choose() const {
  Chosen chosen;
  const auto free = std::ranges::find_if(slots_, &WalkSlot::idle);
  if (free != slots_.end()) chosen.free = static_cast<size_t>(free - slots_.begin());
  chosen.look = looks_.pick([&](size_t i) { return slots_[i].is(State::kLook); });
  chosen.send = sends_.pick([&](size_t i) {
    return slots_[i].is(State::kSend) && (!slots_[i].stale() || sends_.keeps(i));
  });
  chosen.answer =
      answers_.pick([&](size_t i) { return slots_[i].is(State::kAnswer) && !slots_[i].stale(); });
  return chosen;
}

WalkerOut TimedWalker::offer(const Chosen& chosen) const {
  WalkerOut out;
  out.req_ready = chosen.free.has_value();
  out.rsp_valid = chosen.answer.has_value();
  if (chosen.answer) {
    out.rsp_id = slots_[*chosen.answer].id();
    out.rsp = slots_[*chosen.answer].result();
  }
  out.mem_req_valid = chosen.send.has_value();
  if (chosen.send) {
    const WalkSlot& s = slots_[*chosen.send];
    out.mem_req = {*chosen.send, s.swap(), s.at().slot_of(s.request().va), {}, {}};
    if (s.swap()) out.mem_req.expected = s.pte(), out.mem_req.desired = s.updated();
  }
  out.draining = std::ranges::any_of(slots_, &WalkSlot::draining);
  out.busy = !std::ranges::all_of(slots_, &WalkSlot::idle);
  return out;
}

// A void walk begins again where its offer or answer is due.
void TimedWalker::pass_time() {
  for (size_t i = 0; i < slots_.size(); ++i) {
    WalkSlot& s = slots_[i];
    const bool due = (s.is(State::kSend) && !sends_.keeps(i)) || s.is(State::kAnswer);
    if (due && s.stale())
      s.restart();
    else
      s.count();
  }
}

template <class Act>
void TimedWalker::for_walk(size_t slot, Act act) {
  for (size_t i = 0; i < slots_.size(); ++i) {
    WalkSlot& s = slots_[i];
    if (s.state() != State::kJoin || s.lead() != slot) continue;
    s.follow(slots_[slot]);
    act(s);
  }
  act(slots_[slot]);
}

void TimedWalker::look_up(const Chosen& chosen) {
  looks_.settle(chosen.look, true);
  if (!chosen.look) return;
  const WalkRequest& request = slots_[*chosen.look].request();
  const Satp& satp = request.state.satp;
  const WalkPoint root{satp.root, levels_of(satp.mode) - 1};
  const WalkPoint at = pwc_.lookup(request.va, satp.asid).value_or(root);
  for_walk(*chosen.look, [&](WalkSlot& s) { s.go_on(at); });
}

void TimedWalker::send(const Chosen& chosen, bool accepted) {
  sends_.settle(chosen.send, accepted);
  if (chosen.send && accepted) slots_[*chosen.send].sent();
}

void TimedWalker::take(const WalkMemRsp& rsp, bool fenced) {
  COWMMU_CHECK(rsp.slot < slots_.size() && slots_[rsp.slot].state() == State::kWait,
               "a response for slot " + std::to_string(rsp.slot) + ", which waits for none");
  WalkSlot& slot = slots_[rsp.slot];
  if (slot.swap()) return slot.swapped(rsp.stored);
  const WalkPoint at = slot.at();
  const Pte pte = rsp.pte;
  if (malformed(pte, params_.hier) || pte.leaf() || points_nowhere(pte, at.level))
    return for_walk(rsp.slot, [&](WalkSlot& s) { s.read(pte, at); });
  const WalkPoint next = at.below(pte);
  for_walk(rsp.slot, [&](WalkSlot& s) { s.go_on(next); });
  if (!slot.stale() && !fenced) pwc_.fill(slot.request().va, slot.request().state.satp.asid, next);
}

void TimedWalker::answer(const Chosen& chosen, bool accepted) {
  answers_.settle(chosen.answer, accepted);
  if (chosen.answer && accepted) slots_[*chosen.answer].taken();
}

bool TimedWalker::accept(size_t free, const WalkerIn& in) {
  const auto lead =
      std::ranges::find_if(slots_, [&](const WalkSlot& s) { return s.can_lead(in.req); });
  const auto index = static_cast<size_t>(lead - slots_.begin());
  const bool joins = lead != slots_.end();
  slots_[free].accept(in.req, in.req_id);
  if (joins) slots_[free].join(index);
  return joins;
}

void TimedWalker::fence(const Fence& fence) {
  for (WalkSlot& s : slots_)
    if (!s.idle()) s.fence();
  pwc_.fence(fence);
}

}  // namespace cowmmu
