// SPDX-License-Identifier: Apache-2.0
// Dram: the SystemC face of the DRAM engine: it runs the engine at the right kernel times and shows
// it to waveforms. It holds no bytes and adds no time.
// Timing: the decision at memory edge D is made by this module's method at kernel time D, so after
// everything that was enqueued with an earlier time; an arrival at D itself takes part from the
// next edge on. A completed read is announced at its RD command, before its data's time. Ordering:
// as DramEngine. Parameters: machine.dram.*. Twin: none. Tests: tests/model/dram/.
#pragma once

#include <systemc>
#include <vector>

#include "clock/text_signal.h"
#include "dram/engine.h"

namespace cowmmu {

class Dram : public sc_core::sc_module {
 public:
  SC_HAS_PROCESS(Dram);
  Dram(const sc_core::sc_module_name& name, const DramConfig& config, IDramSink& sink);

  // As DramEngine; they do not arm. A hart that is alone may drive the engine ahead of the kernel.
  void enqueue(const DramRequest& request) { engine_.enqueue(request); }
  void advance_to(Picos limit) { engine_.advance_to(limit); }
  bool advance_to_read(Picos limit) { return engine_.advance_to_read(limit); }
  Picos next_decision() const { return engine_.next_decision(); }
  // Wakes the method at the engine's next decision, or not at all when no read is pending. To be
  // called after enqueueing or advancing, before the caller gives control back to the kernel.
  void arm();
  // Nobody waits in the kernel any more: whoever is alone drives the engine.
  void disarm();
  void reset_stats() { engine_.reset_stats(); }

  const DramEngine& engine() const { return engine_; }
  DramStats stats() const { return engine_.stats(); }
  // Registers the channels' last command and queues. A traced module also wakes for writes, so that
  // a waveform shows every command at its time; results are the same.
  void trace(sc_core::sc_trace_file* file) const override;

 private:
  // Plain members: sc_trace watches their addresses.
  struct ChannelView {
    TextSignal<4> command{""};
    unsigned rank = 0;
    unsigned bank = 0;  // within the rank
    uint64_t row = 0;
    unsigned reads_queued = 0;
    unsigned writes_queued = 0;
  };

  void run();
  Picos next_wake();
  void update_views();

  DramEngine engine_;
  sc_core::sc_event wake_;
  Picos armed_ = DramEngine::kNever;
  mutable bool traced_ = false;  // SystemC declares trace() const
  std::vector<ChannelView> views_;
};

}  // namespace cowmmu
