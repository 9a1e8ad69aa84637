// SPDX-License-Identifier: Apache-2.0
// cowmmu litmus FILE... [--explore]: runs litmus tests, a line each.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "commands/context.h"
#include "errors/errors.h"
#include "programs/litmus/ast.h"
#include "programs/litmus/outcome.h"

namespace cowmmu {

struct LitmusCommandOptions {
  std::vector<std::string> files;
  bool explore = false;  // not built yet
  unsigned jobs = 0;     // tests at a time; 0: one a processor
};

// Runs one test on a fresh machine, in a process of its own. What it throws is that test's failure.
using RunLitmusTest =
    std::function<litmus::TestResult(const litmus::LitmusTest&, const Configuration&)>;

// Prints `ok NAME` or `FAILED NAME: line N: expected ..., got ...` for each test, in the order of
// the files, then `N passed, N failed`. kFailed if one failed. All files are read first: throws
// InputError for a bad line, a bad setting and for what this version cannot run, and nothing runs.
// The command line's `--set` wins over a test's own settings.
ExitStatus litmus_command(const LitmusCommandOptions& options, CommandContext& context,
                          const RunLitmusTest& run);

}  // namespace cowmmu
