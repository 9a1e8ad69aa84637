// SPDX-License-Identifier: Apache-2.0
// cowmmu report DB -o FILE.html: a sweep's results as a page of plots.
#pragma once

#include <string>

#include "commands/context.h"
#include "errors/errors.h"

namespace cowmmu {

struct ReportCommandOptions {
  std::string db;
  std::string out;         // "-": standard output
  bool is_static = false;  // plain SVG, even where the program has the interactive page
};

// Throws InputError where DB is no sweep's database or FILE cannot be written.
ExitStatus report_command(const ReportCommandOptions& options, CommandContext& context);

}  // namespace cowmmu
