// SPDX-License-Identifier: Apache-2.0
// GTKWave's view of a waveform: a group a hart (its state, TLBs, walker, interrupts), then what
// the harts share.
#pragma once

#include <string>
#include <vector>

#include "wave/vcd_names.h"

namespace cowmmu {

// The text of a .gtkw save file for the waveform called `shown_vcd`.
std::string gtkw_text(const std::vector<VcdSignal>& signals, const std::string& shown_vcd);

}  // namespace cowmmu
