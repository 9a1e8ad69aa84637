// SPDX-License-Identifier: Apache-2.0
// The first process's program of a scenario's workload.
#pragma once

#include <memory>

#include "base/program.h"
#include "config/scenario.h"

namespace cowmmu {

// A built-in program from its keys.
std::unique_ptr<IProgram> program_of(const Scenario& scenario);

// Whether everything up to the mark is done without simulated time.
bool untimed_to_mark(const Workload& workload);

// 4 KiB pages that the workload touches before it forks; 0: not known beforehand.
uint64_t pages_of(const Workload& workload);

}  // namespace cowmmu
