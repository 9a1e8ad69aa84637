// SPDX-License-Identifier: Apache-2.0
#include "walker/walk_slot.h"

#include "walker/pte_rule.h"

namespace cowmmu {

bool WalkSlot::can_lead(const WalkRequest& request) const {
  const bool before_leaf =
      state_ == State::kLook || ((state_ == State::kSend || state_ == State::kWait) && !swap_);
  return before_leaf && vpn_of(request_.va) == vpn_of(request.va) &&
         request_.state.satp == request.state.satp;
}

WalkResult WalkSlot::result() const {
  const Access access = request_.access;
  if (fault_ == Fault::kPage) return {.cause = page_fault(access)};
  if (fault_ == Fault::kAccess) return {.cause = access_fault(access)};
  return {.leaf = at_.effective(pte_), .level = at_.level, .global = at_.global || pte_.global()};
}

void WalkSlot::accept(const WalkRequest& request, unsigned id) {
  request_ = request;
  id_ = id;
  restart();
}

void WalkSlot::join(size_t lead) {
  lead_ = lead;
  enter(State::kJoin, 0);
}

void WalkSlot::count() {
  if (left_ > 1) --left_;
}

void WalkSlot::restart() {
  const Satp& satp = request_.state.satp;
  stale_ = false;
  swap_ = false;
  if (!is_canonical(satp.mode, request_.va)) return answer(Fault::kPage, params_->start_cycles);
  if (params_->pwc_entries != 0)
    return enter(State::kLook, params_->start_cycles + params_->pwc_cycles - 1);
  stand_at({satp.root, levels_of(satp.mode) - 1}, params_->start_cycles);
}

void WalkSlot::go_on(const WalkPoint& at) { stand_at(at, 1); }

void WalkSlot::stand_at(const WalkPoint& at, uint64_t cycles) {
  at_ = at;
  if (!memory_.contains(at.table)) return answer(Fault::kAccess, cycles);
  if (state_ != State::kJoin) enter(State::kSend, cycles);
}

void WalkSlot::read(Pte pte, const WalkPoint& at) {
  at_ = at;
  const TranslationState& s = request_.state;
  const bool update = !pte.has(AccessRule::needed_ad(request_.access));
  if (malformed(pte, params_->hier) || !pte.leaf() || misplaced(pte, at.level) ||
      !AccessRule::permissions(request_.access, s).permits(at.effective(pte)) ||
      (update && !s.adue))
    return answer(Fault::kPage, 1);
  pte_ = pte;
  swap_ = update;
  if (update) return enter(State::kSend, 1);
  answer(Fault::kNone, 1 + params_->fill_cycles);
}

void WalkSlot::swapped(bool stored) {
  swap_ = false;
  if (!stored) return enter(State::kSend, 1);
  pte_ = updated();
  answer(Fault::kNone, 1 + params_->fill_cycles);
}

void WalkSlot::enter(State state, uint64_t cycles) {
  state_ = state;
  left_ = cycles;
}

void WalkSlot::answer(Fault fault, uint64_t cycles) {
  fault_ = fault;
  enter(State::kAnswer, cycles);
}

}  // namespace cowmmu
