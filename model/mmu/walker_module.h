// SPDX-License-Identifier: Apache-2.0
// WalkerModule: the walker's face in the waveform: what it does now, and at which level.
#pragma once

#include <systemc>

#include "clock/text_signal.h"
#include "walker/walker.h"

namespace cowmmu {

class WalkerModule : public sc_core::sc_module {
 public:
  explicit WalkerModule(const sc_core::sc_module_name& name) : sc_module(name) {}

  void show_state(WalkState state, unsigned level, uint64_t walks);
  void show_contents(size_t pwc_entries) { pwc_entries_ = pwc_entries; }
  void trace(sc_core::sc_trace_file* file) const override;

 private:
  TextSignal<6> state_{"idle"};
  uint32_t level_ = 0;
  uint64_t walks_ = 0;
  uint64_t pwc_entries_ = 0;
};

}  // namespace cowmmu
