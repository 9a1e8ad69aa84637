// SPDX-License-Identifier: Apache-2.0
// cowmmu compare SCENARIO: the same workload under each fork policy, side by side.
#pragma once

#include <string>
#include <vector>

#include "commands/context.h"
#include "commands/policies.h"
#include "errors/errors.h"

namespace cowmmu {

struct CompareCommandOptions {
  std::string scenario;
  std::string policies = kDefaultPolicies;  // columns in this order
  std::string json;                         // a file; "-": standard output; empty: none
  std::string report;                       // a page of plots; a file
  unsigned jobs = 0;                        // simulations at a time; 0: one a processor
  bool check = false;
  bool exact_step = false;
};

// Throws InputError and RunError. Where a run fails there is no table, and nothing is written.
ExitStatus compare_command(const CompareCommandOptions& options, CommandContext& context);

}  // namespace cowmmu
