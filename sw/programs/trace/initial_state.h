// SPDX-License-Identifier: Apache-2.0
// The state that a recording starts in: the mappings and resident pages of its root process.
#pragma once

#include <vector>

#include "base/program.h"
#include "programs/trace/trace_table.h"

namespace cowmmu::trace {

// What the root's first thread does before its program starts, so that the machine is in the
// recording's initial state: the system calls of its leading mapping records, and for each N page a
// load (or fetch), or where it was written a store of mix64(PID, address). A page whose protection
// forbids that is opened and closed again by mprotect. To be performed without time.
std::vector<Op> initial_ops(const TraceTable& table);

}  // namespace cowmmu::trace
