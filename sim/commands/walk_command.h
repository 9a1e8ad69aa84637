// SPDX-License-Identifier: Apache-2.0
// cowmmu walk FILE: translates by the walker.
#pragma once

#include <string>

#include "commands/context.h"
#include "errors/errors.h"
#include "walk/walk_run.h"

namespace cowmmu {

struct WalkCommandOptions {
  std::string file;
  bool cycles = false;  // append the walk's cycles and PTE reads
};

// Throws InputError with line and column for a bad file; nothing is printed then. Where cycles are
// asked for, or the MMU is RTL, memory is that of `machine`, in a process of its own.
ExitStatus walk_command(const WalkCommandOptions& options, CommandContext& context,
                        const WalkMachine& machine);

}  // namespace cowmmu
