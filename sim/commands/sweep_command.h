// SPDX-License-Identifier: Apache-2.0
// cowmmu sweep SWEEP: runs a grid of scenarios, each point once, resumable.
#pragma once

#include <optional>
#include <string>

#include "commands/context.h"
#include "errors/errors.h"
#include "slurm/script.h"
#include "sweep/sweep_file.h"

namespace cowmmu {

struct SweepCommandOptions {
  std::string sweep;
  std::string db;                 // empty: the sweep file's name with .db, in the working folder
  std::string engine = "local";   // or "slurm"
  std::optional<double> timeout;  // seconds for each point; wins over the file's
  unsigned jobs = 0;              // points at a time; 0: one a processor
  bool force = false;             // runs what is there already, too
  bool retry_failed = false;      // runs what did not end well again
  bool dry_run = false;           // only says which points there are

  // With Slurm alone.
  SlurmOptions slurm;
  size_t chunk = 0;    // points a task; 0: a hundred tasks
  std::string shared;  // a folder that all nodes see; empty: the database's name with .slurm
  std::string task;    // this call is a task, and here are its points
};

// What a point may take, by the option or the file.
std::optional<std::chrono::milliseconds> point_limit(const SweepCommandOptions& options,
                                                     const SweepFile& sweep);

// Throws InputError, before anything runs, for any point that is not legal; RunError; Interrupted
// when interrupted, and the next call goes on. kFailed if a point of the sweep ended otherwise than
// well, now or in an earlier call.
ExitStatus sweep_command(const SweepCommandOptions& options, CommandContext& context);

}  // namespace cowmmu
