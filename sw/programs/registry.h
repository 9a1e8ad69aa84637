// SPDX-License-Identifier: Apache-2.0
// The built-in workloads: each a file; made from their keys.
#pragma once

#include <memory>

#include "base/program.h"
#include "programs/workload_config.h"

namespace cowmmu {

// The program of process 1.
std::unique_ptr<IProgram> make_program(const ProgramConfig& config, const CommonConfig& common);

std::unique_ptr<IProgram> make_access(const AccessConfig& config, const CommonConfig& common);
std::unique_ptr<IProgram> make_fork_exit(const ForkExitConfig& config, const CommonConfig& common);
std::unique_ptr<IProgram> make_fork_write(const ForkWriteConfig& config,
                                          const CommonConfig& common);
std::unique_ptr<IProgram> make_snapshot(const SnapshotConfig& config, const CommonConfig& common);
std::unique_ptr<IProgram> make_unmap_threads(const UnmapThreadsConfig& config,
                                             const CommonConfig& common);

}  // namespace cowmmu
