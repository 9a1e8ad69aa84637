// SPDX-License-Identifier: Apache-2.0
// cowmmu export DB --csv FILE | --jsonl FILE: a sweep's results for pandas or R.
#pragma once

#include <string>

#include "commands/context.h"
#include "errors/errors.h"

namespace cowmmu {

struct ExportCommandOptions {
  std::string db;
  std::string csv;    // a file; "-": standard output; empty: none
  std::string jsonl;  // the same; one of them, or both
};

// Throws InputError for a store that is not there or not one, and RunError. May be called while a
// sweep runs: it exports what is there.
ExitStatus export_command(const ExportCommandOptions& options, CommandContext& context);

}  // namespace cowmmu
