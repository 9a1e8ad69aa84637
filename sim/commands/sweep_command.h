// SPDX-License-Identifier: Apache-2.0
// cowmmu sweep SWEEP: runs a grid of scenarios, each point once, resumable.
#pragma once

#include <optional>
#include <string>

#include "commands/context.h"
#include "errors/errors.h"

namespace cowmmu {

struct SweepCommandOptions {
  std::string sweep;
  std::string db;                 // empty: the sweep file's name with .db, in the working folder
  std::string engine = "local";   // or "slurm", not built yet
  std::optional<double> timeout;  // seconds for each point; wins over the file's
  unsigned jobs = 0;              // points at a time; 0: one a processor
  bool force = false;             // runs what is there already, too
  bool retry_failed = false;      // runs what did not end well again
  bool dry_run = false;           // only says which points there are
};

// Throws InputError, before anything runs, for any point that is not legal; RunError; Interrupted
// when interrupted, and the next call goes on. kFailed if a point of the sweep ended otherwise than
// well, now or in an earlier call.
ExitStatus sweep_command(const SweepCommandOptions& options, CommandContext& context);

}  // namespace cowmmu
