// SPDX-License-Identifier: Apache-2.0
// What a task of a Slurm job runs, by `cowmmu sweep SWEEP --slurm-task CHUNK`: not for people.
#pragma once

#include "commands/sweep_command.h"

namespace cowmmu {

// Runs the chunk's points, but for those that an earlier attempt has stored, and appends each
// result to a shard. What keeps it from running is written there, too, and thrown.
ExitStatus sweep_task(const SweepCommandOptions& options, CommandContext& context);

}  // namespace cowmmu
