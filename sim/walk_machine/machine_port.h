// SPDX-License-Identifier: Apache-2.0
// MachinePort: a walk's memory is that of a whole machine: each PTE read and A/D update of hart 0's
// walker is an access through its caches and DRAM, in its own time. Caches are cold at the first
// translation of a file and stay as it leaves them; w64 and r64 take no time and change no cache.
#pragma once

#include "walk/walk_run.h"

namespace cowmmu {

// Elaborates SystemC: one file a process (runner/child.h).
MakeWalkPort machine_port(const Params& params);

}  // namespace cowmmu
