// SPDX-License-Identifier: Apache-2.0
// GTKWave's view of a waveform: a group a hart (its state, TLBs, walker, interrupts), then what
// the harts share; markers, and the window on the first COW fault.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/types.h"
#include "wave/vcd_names.h"

namespace cowmmu {

// What the named markers A, B and C stand at; none where nothing of the kind happened.
struct GtkwMarkers {
  std::optional<Picos> fork, cow_fault, exit;
  Picos cow_fault_end{};  // where there is one
};

// The text of a .gtkw save file for the waveform called `shown`.
std::string gtkw_text(const std::vector<VcdSignal>& signals, const std::string& shown,
                      const GtkwMarkers& markers);

}  // namespace cowmmu
