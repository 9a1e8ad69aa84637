// SPDX-License-Identifier: Apache-2.0
// Fabric: inter-processor interrupts, a link and an inbox a hart.
// Timing: sent at edge N (the sender is busy for ipi_send_cycles) -> arrives at N + deliver, or one
//   cycle after the message before it on the target's link, whichever is later. The target takes it
//   at the first instruction boundary at or after its arrival at which its interrupts are on; all
//   that have arrived are taken together (one pending bit, as mip.SSIP).
// Ordering: sends are taken in the order of slots (clock_domain.h).
// Parameters: machine.fabric.*. Twin: none.
// Tests: tests/model/machine/fabric_test.cpp.
#pragma once

#include <cstdint>
#include <systemc>
#include <vector>

#include "base/machine_events.h"
#include "clock/local_clock.h"
#include "clock/view_queue.h"
#include "params/params.h"

namespace cowmmu {

// The interrupts on their way to one hart or pending there, by cycle of arrival.
class Inbox {
 public:
  explicit Inbox(LocalClock& clock) : clock_(&clock) {}

  // The first arrival; Cycles(~0) when there is none.
  Cycles first() const { return first_; }
  // Takes every message that has arrived by `now`; returns how many.
  uint64_t take(Cycles now);

 private:
  friend class Fabric;
  Cycles post(Cycles arrival);  // when it arrives
  void show_pending(Cycles at, bool pending);

  LocalClock* clock_;
  Cycles first_{~0ULL};
  Cycles link_free_{};
  std::vector<Cycles> arrivals_;  // ascending
  ViewQueue* views_ = nullptr;    // nullptr: no waveform
  IMachineEvents* events_ = nullptr;
  bool traced_pending_ = false;  // as mip.SSIP
};

class Fabric : public sc_core::sc_module {
 public:
  Fabric(const sc_core::sc_module_name& name, const FabricParams& params);

  void attach(Inbox& inbox);  // in hart order
  // Sends from the hart whose clock this is; the clock then stands after the send.
  void send(LocalClock& from, HartId target);
  // The same message without the sender's time.
  void post(LocalClock& from, HartId target);
  Cycles reach() const { return deliver_; }

  uint64_t sent() const { return sent_; }
  void reset_stats() { sent_ = 0; }
  void trace(sc_core::sc_trace_file* file, ViewQueue& queue);
  void tell(IMachineEvents* events);

 private:
  using sc_module::trace;

  Cycles send_;
  Cycles deliver_;
  std::vector<Inbox*> inboxes_;
  uint64_t sent_ = 0;
  IMachineEvents* events_ = nullptr;
  uint32_t traced_from_ = 0;
  uint32_t traced_to_ = 0;
  uint64_t traced_count_ = 0;
};

}  // namespace cowmmu
