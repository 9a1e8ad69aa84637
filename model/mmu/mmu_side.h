// SPDX-License-Identifier: Apache-2.0
// MmuSide: one access of one side (instruction or data) from its acceptance to its answer: what the
// answers of TLBs and walker make of it, and whom it asks next. Who gets a port in a cycle is
// TimedMmu's business.
// Twin: rtl/mmu/mmu_side.sv.
#pragma once

#include <cstdint>
#include <optional>

#include "mmu/mmu_if.h"
#include "tlb/tlb_if.h"

namespace cowmmu {

class MmuSide {
 public:
  bool idle() const { return state_ == State::kIdle; }
  bool wants_l2() const { return state_ == State::kAskL2; }
  bool wants_walk() const { return state_ == State::kAskWalk; }
  // The access, with the CSRs of its acceptance.
  const WalkRequest& request() const { return request_; }

  void accept(const WalkRequest& request);
  // What a TLB said of it. The answer that ends it; none: it wants the next one now.
  std::optional<MmuAnswer> hear(const TlbOut& found);
  // What the walker said of it; `ppn`: of its page, 0 at a fault.
  MmuAnswer hear(Cause cause, Ppn ppn);
  // Accepted, what it wanted.
  void asked_l2() { state_ = State::kL2; }
  void asked_walk() { state_ = State::kWalk; }

 private:
  enum class State : uint8_t { kIdle, kL1, kAskL2, kL2, kAskWalk, kWalk };

  MmuAnswer end(Cause cause, Ppn ppn, TranslateFrom from);

  State state_ = State::kIdle;
  WalkRequest request_{};
};

}  // namespace cowmmu
