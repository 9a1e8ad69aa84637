// SPDX-License-Identifier: Apache-2.0
#include "walker/walker.h"

#include <optional>

#include "walker/pte_rule.h"

namespace cowmmu {

Walker::Walker(const WalkerParams& params) : params_(params), pwc_(params.pwc_entries) {}

WalkResult Walker::walk(const WalkRequest& request, IWalkPort& port) {
  ++stats_.walks;
  WalkResult result;
  do {
    begun_ = fences_;
    result = WalkResult{.pte_reads = result.pte_reads};
    enter(WalkState::kStart, 0);
    port.spend(Cycles(params_.start_cycles));
    attempt(request, port, result);
    if (is_void()) ++stats_.restarts;
  } while (is_void());
  enter(WalkState::kIdle, 0);
  stats_.pte_reads += result.pte_reads;
  if (result.cause != Cause::kNone) {
    ++stats_.faults;
    result = {.cause = result.cause, .pte_reads = result.pte_reads};
  }
  return result;
}

void Walker::attempt(const WalkRequest& request, IWalkPort& port, WalkResult& result) {
  result.cause = page_fault(request.access);
  if (!is_canonical(request.state.satp.mode, request.va)) return;
  WalkPoint at = start_point(request, port);
  while (!is_void()) {
    const PhysAddr slot = at.slot_of(request.va);
    if (!port.backed(slot)) {
      result.cause = access_fault(request.access);
      return;
    }
    enter(WalkState::kRead, at.level);
    const Pte pte(port.read_pte(slot));
    ++result.pte_reads;
    if (malformed(pte, params_.hier)) return;
    if (pte.leaf()) {
      result.leaf = pte;
      result.level = at.level;
      result.global = at.global || pte.global();
      if (finish(request, at, port, result)) return;
      continue;
    }
    if (points_nowhere(pte, at.level)) return;
    at = at.below(pte);
    if (!is_void()) pwc_.fill(request.va, request.state.satp.asid, at);
  }
}

WalkPoint Walker::start_point(const WalkRequest& request, IWalkPort& port) {
  const Satp& satp = request.state.satp;
  const WalkPoint root{satp.root, levels_of(satp.mode) - 1};
  if (params_.pwc_entries == 0) return root;
  enter(WalkState::kPwc, root.level);
  port.spend(Cycles(params_.pwc_cycles));
  return pwc_.lookup(request.va, satp.asid).value_or(root);
}

bool Walker::finish(const WalkRequest& request, const WalkPoint& at, IWalkPort& port,
                    WalkResult& result) {
  const Pte pte = result.leaf;
  const uint64_t missing = AccessRule::needed_ad(request.access) & ~pte.bits();
  const bool allowed =
      AccessRule::permissions(request.access, request.state).permits(at.effective(pte)) &&
      !misplaced(pte, result.level) && (missing == 0 || request.state.adue);
  if (!allowed) return true;
  if (missing != 0) {
    if (is_void()) return true;
    enter(WalkState::kUpdate, result.level);
    if (!port.compare_swap_pte(at.slot_of(request.va), pte.bits(), pte.with(missing).bits()))
      return ++stats_.ad_retries, false;
    ++stats_.ad_updates;
  }
  result.leaf = at.effective(pte.with(missing));
  enter(WalkState::kFill, result.level);
  port.spend(Cycles(params_.fill_cycles));
  result.cause = Cause::kNone;
  return true;
}

size_t Walker::fence(const Fence& fence) {
  ++fences_;
  return pwc_.fence(fence);
}

void Walker::reset_stats() {
  stats_ = {};
  pwc_.reset_stats();
}

void Walker::enter(WalkState state, unsigned level) {
  if (observer_ != nullptr) observer_->on_walk_state(state, level);
}

}  // namespace cowmmu
