// SPDX-License-Identifier: Apache-2.0
// cowmmu trace FILE [--json]: validates and summarises a recording.
#pragma once

#include <filesystem>
#include <ostream>

namespace cowmmu {

struct TraceOptions {
  std::filesystem::path file;
  bool json = false;  // sim/traces/FORMAT.md describes it; schema 1
};

// Returns the exit status: 0, or 2 where the file is no valid recording (one line on `err`, naming
// file, line and field; nothing on `out`).
int trace_command(const TraceOptions& options, std::ostream& out, std::ostream& err);

}  // namespace cowmmu
