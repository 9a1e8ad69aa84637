// SPDX-License-Identifier: Apache-2.0
#include "mmu/mmu_side.h"

namespace cowmmu {

void MmuSide::accept(const WalkRequest& request) {
  request_ = request;
  state_ = State::kL1;
}

std::optional<MmuAnswer> MmuSide::hear(const TlbOut& found) {
  const bool first = state_ == State::kL1;
  if (!found.rsp_hit) {
    state_ = first ? State::kAskL2 : State::kAskWalk;
    return std::nullopt;
  }
  const TranslateFrom from = first ? TranslateFrom::kL1 : TranslateFrom::kL2;
  const Pte pte = found.rsp_entry.pte;
  const bool permitted = AccessRule::permissions(request_.access, request_.state).permits(pte);
  const bool ready = pte.has(AccessRule::needed_ad(request_.access));
  if (permitted && ready) return end(Cause::kNone, found.rsp_ppn, from);
  if (!permitted || !request_.state.adue) return end(page_fault(request_.access), Ppn(0), from);
  // The walker sets A and D.
  state_ = State::kAskWalk;
  return std::nullopt;
}

MmuAnswer MmuSide::hear(Cause cause, Ppn ppn) { return end(cause, ppn, TranslateFrom::kWalk); }

MmuAnswer MmuSide::end(Cause cause, Ppn ppn, TranslateFrom from) {
  state_ = State::kIdle;
  return {cause, ppn, from};
}

}  // namespace cowmmu
