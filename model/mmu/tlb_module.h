// SPDX-License-Identifier: Apache-2.0
// TlbModule: a TLB's face in the waveform: its last look-up and how full it is. The translations
// are in TlbArray, the time in Mmu.
#pragma once

#include <systemc>

#include "tlb/tlb_array.h"

namespace cowmmu {

class TlbModule : public sc_core::sc_module {
 public:
  TlbModule(const sc_core::sc_module_name& name, const TlbArray& array)
      : sc_module(name), array_(array) {}

  void show_lookup(VirtAddr va, bool hit);
  void show_contents() { entries_ = array_.occupancy(); }
  void trace(sc_core::sc_trace_file* file) const override;

 private:
  const TlbArray& array_;
  // Plain variables that sc_trace watches by address.
  uint64_t va_ = 0;
  bool hit_ = false;
  uint32_t lookups_ = 0;  // tells two equal look-ups apart
  uint64_t entries_ = 0;
};

}  // namespace cowmmu
