// SPDX-License-Identifier: Apache-2.0
#include "commands/walk_command.h"

#include "input/input_file.h"
#include "walk/fixed_port.h"
#include "walk/walk_file.h"
#include "walk/walk_run.h"

namespace cowmmu {

ExitStatus walk_command(const WalkCommandOptions& options, CommandContext& context) {
  const Params params = configure(context.overrides).params;
  try {
    const WalkFile file = parse_walk_file(read_input_file(options.file), options.file);
    context.out << run_walk_file(file, params, fixed_port(params), {options.cycles});
  } catch (const WalkFileError& e) {
    throw InputError(e.what());
  }
  return ExitStatus::kDone;
}

}  // namespace cowmmu
