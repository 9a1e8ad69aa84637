// SPDX-License-Identifier: Apache-2.0
// Walker: translates one address by reading the page tables of Sv39, Sv48 or Sv57 as the RISC-V
// privileged spec says ("Virtual Address Translation Process"; Svnapot on, PBMTE 0), through the
// page-walk caches. It fills those, not the TLBs.
// Timing: accepted at edge N -> response at N + start_cycles + pwc_cycles + the port's PTE reads
// and
//   updates + fill_cycles; a fault saves fill_cycles, a non-canonical address takes start_cycles.
// Ordering: one walk at a time. Fences: a walk in flight when a fence comes is void: it reads and
//   updates no PTE that it had not begun to, and is done again from the start, so that no response
//   and no walk cache holds what was read before.
// A/D: with adue the PTE is compared and swapped; if it changed meanwhile, it is read again (step
// 9). Faults: page fault of the access, or its access fault if a PTE lies outside backed memory.
// Write-protected tables (machine.walker.hier): a non-leaf PTE with the bit denies writes to all
//   below it, as if their leaves lacked W; walk caches keep it. A fence by address orders leaves
//   only, so one of all addresses must follow a change of the bit.
// Parameters: machine.walker.*. Cycle by cycle: timed_walker.h. Tests: tests/model/walker/.
#pragma once

#include <cstdint>

#include "base/paging.h"
#include "base/pte.h"
#include "params/params.h"
#include "walker/access_rule.h"
#include "walker/page_walk_cache.h"
#include "walker/walk_port.h"

namespace cowmmu {

struct WalkRequest {
  VirtAddr va{};
  Access access = Access::kLoad;
  TranslationState state{};
};

struct WalkResult {
  Cause cause = Cause::kNone;
  // As it stands in memory after the walk, less W under a write-protected table; 0 at a fault.
  Pte leaf{};
  unsigned level = 0;  // of the leaf
  bool global = false;
  unsigned pte_reads = 0;
  bool operator==(const WalkResult&) const = default;
};

enum class WalkState : uint8_t { kIdle, kStart, kPwc, kRead, kUpdate, kFill };

// Told of each state as the walk enters it, with the level of the PTE concerned.
class IWalkObserver {
 public:
  virtual ~IWalkObserver() = default;
  virtual void on_walk_state(WalkState state, unsigned level) = 0;
};

struct WalkerStats {
  uint64_t walks = 0;
  uint64_t pte_reads = 0;
  uint64_t ad_updates = 0;
  uint64_t ad_retries = 0;  // the PTE changed between its read and its update
  uint64_t restarts = 0;    // done again because of a fence
  uint64_t faults = 0;
};

class Walker {
 public:
  explicit Walker(const WalkerParams& params);

  // `request.state.satp` is not bare.
  WalkResult walk(const WalkRequest& request, IWalkPort& port);
  // Returns the number of walk-cache entries removed.
  size_t fence(const Fence& fence);

  const PageWalkCache& pwc() const { return pwc_; }
  const WalkerStats& stats() const { return stats_; }
  void reset_stats();
  void observe(IWalkObserver* observer) { observer_ = observer; }  // nullptr: nobody

 private:
  // One try, until it is void.
  void attempt(const WalkRequest& request, IWalkPort& port, WalkResult& result);
  WalkPoint start_point(const WalkRequest& request, IWalkPort& port);
  // Judges the leaf PTE in `result` and sets A and D. False: it changed, and must be read again.
  bool finish(const WalkRequest& request, const WalkPoint& at, IWalkPort& port, WalkResult& result);
  // A fence came since the try began.
  bool is_void() const { return fences_ != begun_; }
  void enter(WalkState state, unsigned level);

  WalkerParams params_;
  PageWalkCache pwc_;
  uint64_t fences_ = 0, begun_ = 0;
  IWalkObserver* observer_ = nullptr;
  WalkerStats stats_;
};

}  // namespace cowmmu
