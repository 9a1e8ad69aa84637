// SPDX-License-Identifier: Apache-2.0
// TlbModule: a TLB's face in the waveform: its last look-up and how full it is. The translations
// are in TlbArray, the time in Mmu.
#pragma once

#include <systemc>

#include "base/types.h"

namespace cowmmu {

class TlbModule : public sc_core::sc_module {
 public:
  explicit TlbModule(const sc_core::sc_module_name& name) : sc_module(name) {}

  void show_lookup(VirtAddr va, bool hit);
  void show_contents(size_t entries) { entries_ = entries; }
  void trace(sc_core::sc_trace_file* file) const override;

 private:
  // Plain variables that sc_trace watches by address.
  uint64_t va_ = 0;
  bool hit_ = false;
  uint32_t lookups_ = 0;  // tells two equal look-ups apart
  uint64_t entries_ = 0;
};

}  // namespace cowmmu
