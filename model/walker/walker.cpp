// SPDX-License-Identifier: Apache-2.0
#include "walker/walker.h"

#include <optional>

namespace cowmmu {
namespace {

// Step 3: no PTE at all, or an encoding reserved for the future (PBMTE is 0).
bool malformed(Pte pte) {
  return !pte.valid() || (pte.writable() && !pte.readable()) ||
         pte.any(Pte::kReserved | Pte::kPbmt);
}

// Step 4. D, A, U and N are reserved in a non-leaf PTE, and level 0 has none.
bool points_nowhere(Pte pte, unsigned level) {
  return level == 0 || pte.any(Pte::kD | Pte::kA | Pte::kU | Pte::kN);
}

// Step 6, a misaligned superpage; and Svnapot: the only encoding is 64 KiB at level 0.
bool misplaced(Pte pte, unsigned level) {
  if (pte.napot()) return level != 0 || (pte.ppn().value & 0xf) != 0x8;
  return (pte.ppn().value & (pages_of_level(level) - 1)) != 0;
}

PhysAddr slot_of(VirtAddr va, const WalkPoint& at) {
  return PhysAddr(addr_of(at.table).value + vpn_index(va, at.level) * sizeof(uint64_t));
}

}  // namespace

Walker::Walker(const WalkerParams& params) : params_(params), pwc_(params.pwc_entries) {}

WalkResult Walker::walk(const WalkRequest& request, IWalkPort& port) {
  ++stats_.walks;
  WalkResult result;
  uint64_t fences_before = 0;
  do {
    fences_before = fences_;
    result = WalkResult{.pte_reads = result.pte_reads};
    enter(WalkState::kStart, 0);
    port.spend(Cycles(params_.start_cycles));
    attempt(request, port, result);
    if (fences_ != fences_before) ++stats_.restarts;
  } while (fences_ != fences_before);
  enter(WalkState::kIdle, 0);
  stats_.pte_reads += result.pte_reads;
  if (result.cause != Cause::kNone) ++stats_.faults;
  return result;
}

void Walker::attempt(const WalkRequest& request, IWalkPort& port, WalkResult& result) {
  const uint64_t fences_before = fences_;
  result.cause = page_fault(request.access);
  if (!is_canonical(request.state.satp.mode, request.va)) return;
  WalkPoint at = start_point(request, port);
  for (;;) {
    const PhysAddr slot = slot_of(request.va, at);
    if (!port.backed(slot)) {
      result.cause = access_fault(request.access);
      return;
    }
    enter(WalkState::kRead, at.level);
    const Pte pte(port.read_pte(slot));
    ++result.pte_reads;
    if (malformed(pte)) return;
    if (pte.leaf()) {
      result.leaf = pte;
      result.level = at.level;
      result.global = at.global || pte.global();
      if (finish(request, slot, port, result)) return;
      continue;
    }
    if (points_nowhere(pte, at.level)) return;
    at = {pte.ppn(), at.level - 1, at.global || pte.global()};
    if (fences_ == fences_before) pwc_.fill(request.va, request.state.satp.asid, at);
  }
}

WalkPoint Walker::start_point(const WalkRequest& request, IWalkPort& port) {
  const Satp& satp = request.state.satp;
  const WalkPoint root{satp.root, levels_of(satp.mode) - 1, false};
  if (params_.pwc_entries == 0) return root;
  enter(WalkState::kPwc, root.level);
  port.spend(Cycles(params_.pwc_cycles));
  return pwc_.lookup(request.va, satp.asid).value_or(root);
}

bool Walker::finish(const WalkRequest& request, PhysAddr slot, IWalkPort& port,
                    WalkResult& result) {
  const Pte pte = result.leaf;
  const uint64_t missing = AccessRule::needed_ad(request.access) & ~pte.bits();
  const bool allowed = AccessRule::permissions(request.access, request.state).permits(pte) &&
                       !misplaced(pte, result.level) && (missing == 0 || request.state.adue);
  if (!allowed) return result.leaf = Pte(), true;
  if (missing != 0) {
    enter(WalkState::kUpdate, result.level);
    if (!port.compare_swap_pte(slot, pte.bits(), pte.with(missing).bits()))
      return ++stats_.ad_retries, false;
    ++stats_.ad_updates;
    result.leaf = pte.with(missing);
  }
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
