// SPDX-License-Identifier: Apache-2.0
// cowmmu sensitivity SCENARIO: how a figure of each fork policy changes when a parameter is halved
// or doubled, and whether their ranking survives it.
#pragma once

#include <string>
#include <vector>

#include "commands/context.h"
#include "commands/policies.h"
#include "errors/errors.h"

namespace cowmmu {

struct SensitivityCommandOptions {
  std::string scenario;
  std::string figure = "cycles";  // as named_figure takes it
  std::string policies = kDefaultPolicies;
  std::string vary;   // parameters and groups with commas; empty: costs and latencies
  std::string json;   // a file; "-": standard output; empty: none
  unsigned jobs = 0;  // simulations at a time; 0: one a processor
};

// kFailed where a simulation failed: as it is, and there is no table; with a changed parameter, and
// the table says so. Throws InputError and RunError.
ExitStatus sensitivity_command(const SensitivityCommandOptions& options, CommandContext& context);

}  // namespace cowmmu
