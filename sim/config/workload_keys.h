// SPDX-License-Identifier: Apache-2.0
// How a program declares its keys in [workload].
#pragma once

#include <string>
#include <vector>

#include "config/workload.h"

namespace cowmmu {

// Required, unless it is given a default.
WorkloadKey integer_key(const char* name, uint64_t min, uint64_t max);
WorkloadKey with_default(WorkloadKey key, ParamValue value);
// From 0 to `max`.
WorkloadKey real_key(const char* name, double initial, double max);
// The first choice is the default.
WorkloadKey word_key(const char* name, std::vector<std::string> choices);

// A further program; `warm` is added to its keys. Throws ParamError where the name is taken or is
// no name. Callers want add_program (system/workload_program.h), which makes it runnable, too.
void add_program_keys(const std::string& program, std::vector<WorkloadKey> keys);

}  // namespace cowmmu
