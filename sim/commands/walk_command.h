// SPDX-License-Identifier: Apache-2.0
// cowmmu walk FILE: translates by the walker.
#pragma once

#include <string>

#include "commands/context.h"
#include "errors/errors.h"

namespace cowmmu {

struct WalkCommandOptions {
  std::string file;
  bool cycles = false;  // append the walk's cycles and PTE reads
};

// Throws InputError with line and column for a bad file; nothing is printed then.
ExitStatus walk_command(const WalkCommandOptions& options, CommandContext& context);

}  // namespace cowmmu
