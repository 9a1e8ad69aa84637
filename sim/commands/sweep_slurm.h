// SPDX-License-Identifier: Apache-2.0
// `sweep --engine slurm`: what is handed to the nodes.
#pragma once

#include <filesystem>
#include <string>

#include "commands/sweep_command.h"
#include "slurm/slurm_run.h"
#include "sweep/plan.h"

namespace cowmmu {

// `text`: the sweep file's.
SlurmJob slurm_job(const SweepCommandOptions& options, const std::filesystem::path& db,
                   const std::string& text, const Overrides& overrides);

// As a task sees the sweep: with the points that `skip = ["refused"]` leaves out, which only a look
// at each of them tells. So they have numbers here.
Plan task_plan(SweepFile sweep, Overrides overrides);

// Of points of the plan, with their numbers in task_plan().
Chunk chunk_points(const Plan& plan, const std::vector<size_t>& points);

// The script that would be submitted, under a name that nothing has.
std::string script_preview(const SlurmJob& job, size_t points);

}  // namespace cowmmu
