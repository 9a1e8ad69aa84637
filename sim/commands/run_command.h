// SPDX-License-Identifier: Apache-2.0
// cowmmu run SCENARIO: one simulation, its summary and its files.
#pragma once

#include <string>

#include "commands/context.h"
#include "errors/errors.h"

namespace cowmmu {

struct RunCommandOptions {
  std::string scenario;
  std::string out;    // a folder; empty: no files
  std::string stats;  // a file; "-": standard output; empty: none
  std::string vcd;    // "vcd", "fst" or empty
  bool timeline = false;
  bool check = false;
  bool exact_step = false;
};

// Throws InputError and RunError. A failed run still writes its statistics where it has any.
ExitStatus run_command(const RunCommandOptions& options, CommandContext& context);

}  // namespace cowmmu
