// SPDX-License-Identifier: Apache-2.0
// HartView: a hart's face in the waveform: its phase, what it executes and for whom. It is told at
// the hart's local time and shows at that time (view_queue.h). A hart without one pays nothing for
// it on a hit.
#pragma once

#include <functional>

#include "base/paging.h"
#include "base/phase.h"
#include "base/program.h"
#include "clock/local_clock.h"
#include "clock/text_signal.h"
#include "clock/view_queue.h"

namespace cowmmu {

// The process that a hart's context belongs to; Pid 0: none. Only the OS knows.
using ProcessOf = std::function<Pid(HartId)>;

class HartView {
 public:
  HartView(ViewQueue& queue, const LocalClock& clock, ProcessOf process_of)
      : queue_(queue), clock_(clock), process_of_(std::move(process_of)) {}

  void show_phase(Phase phase);
  void show_access(const UserContext& context);
  void show_fault(const UserContext& context, Cause cause);
  void show_context();
  void show_space(const Satp& satp);
  void trace(sc_core::sc_trace_file* file, const std::string& prefix) const;

 private:
  // `change` becomes visible at the hart's time.
  void show(ViewQueue::Change change) { queue_.at(clock_.slot(clock_.now()), std::move(change)); }
  bool is_retry(const UserContext& context) const {
    return &context == faulted_ && context.op.va == fault_va_;
  }

  ViewQueue& queue_;
  const LocalClock& clock_;
  ProcessOf process_of_;
  // The access that faulted last on this hart: the same once more is its retry.
  const UserContext* faulted_ = nullptr;
  VirtAddr fault_va_{};
  // Plain variables that sc_trace watches by address.
  TextSignal<15> phase_{kPhaseNames[static_cast<size_t>(Phase::kIdle)]};
  TextSignal<5> op_{""};  // load, store, fetch
  uint64_t va_ = 0;
  uint64_t accesses_ = 0;  // tells two equal ones apart
  bool retry_ = false;
  uint32_t faults_ = 0;
  uint32_t cause_ = 0;       // of the last page fault, as in scause
  TextSignal<5> fault_{""};  // load, store, fetch: what it was for
  uint64_t process_ = 0;
  uint64_t asid_ = 0;
};

}  // namespace cowmmu
