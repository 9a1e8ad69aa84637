// SPDX-License-Identifier: Apache-2.0
// WalkerModule: the walker's face in the waveform: what it does now, and at which level.
#pragma once

#include <systemc>

#include "walker/walker.h"

namespace cowmmu {

class WalkerModule : public sc_core::sc_module, public IWalkObserver {
 public:
  WalkerModule(const sc_core::sc_module_name& name, const Walker& walker)
      : sc_module(name), walker_(walker) {}

  void on_walk_state(WalkState state, unsigned level) override;
  void show_contents() { pwc_entries_ = walker_.pwc().occupancy(); }
  void trace(sc_core::sc_trace_file* file) const override;

 private:
  const Walker& walker_;
  uint32_t state_ = 0;  // WalkState
  uint32_t level_ = 0;
  uint64_t walks_ = 0;
  uint64_t pwc_entries_ = 0;
};

}  // namespace cowmmu
