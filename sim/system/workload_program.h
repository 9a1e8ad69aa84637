// SPDX-License-Identifier: Apache-2.0
// The first process's program of a scenario's workload.
#pragma once

#include <memory>

#include "base/program.h"
#include "config/scenario.h"
#include "config/workload_keys.h"
#include "programs/workload_config.h"

namespace cowmmu {

// A built-in program from its keys.
std::unique_ptr<IProgram> program_of(const Scenario& scenario);

// A further value of workload.program, of a program that is built on cowmmu (docs/extending.md). In
// main, before the first scenario is read. It is to touch `warm` and kMark as the built-in ones do
// (programs/prologue.h). Throws ParamError where the name is taken or is no name.
using MakeProgram = std::unique_ptr<IProgram> (*)(const Workload&, const CommonConfig&);
void add_program(const std::string& name, std::vector<WorkloadKey> keys, MakeProgram make);

// Whether everything up to the mark is done without simulated time.
bool untimed_to_mark(const Workload& workload);

// 4 KiB pages that the workload touches before it forks; 0: not known beforehand.
uint64_t pages_of(const Workload& workload);

}  // namespace cowmmu
