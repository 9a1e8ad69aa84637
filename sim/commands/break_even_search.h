// SPDX-License-Identifier: Apache-2.0
// The break-even of a scenario's fork policies, by simulation.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "commands/compare_table.h"
#include "config/scenario.h"

namespace cowmmu {

// What break-even is against: the policy that copies everything at once.
inline constexpr const char* kReferencePolicy = "eager";

// Total cycles of each scenario, in order; may run them in parallel. Called with few at a time.
using CyclesOf = std::function<std::vector<uint64_t>(const std::vector<Scenario>&)>;

// Whether the workload has a written fraction, and `policies` the reference.
bool has_break_even(const Scenario& scenario, const std::vector<std::string>& policies);

// Of each policy but the reference, in order. `known`: total cycles by policy that are there
// already, with as much written as the scenario says.
std::vector<BreakEvenResult> find_break_even(const Scenario& scenario,
                                             const std::vector<std::string>& policies,
                                             const std::map<std::string, uint64_t>& known,
                                             const CyclesOf& cycles_of);

}  // namespace cowmmu
