// SPDX-License-Identifier: Apache-2.0
#include "commands/walk_command.h"

#include "input/input_file.h"
#include "runner/pool.h"
#include "walk/fixed_port.h"
#include "walk/walk_file.h"

namespace cowmmu {
namespace {

std::string with_cycles(const WalkFile& file, const Params& params, const WalkPorts& ports) {
  ChildResult result =
      run_in_child([&] { return run_walk_file(file, params, ports(params), {.cycles = true}); });
  if (result.end != ChildEnd::kReturned) throw RunError("the walks failed: " + result.message);
  return std::move(result.bytes);
}

}  // namespace

ExitStatus walk_command(const WalkCommandOptions& options, CommandContext& context,
                        const WalkPorts& ports) {
  const Params params = configure(context.overrides).params;
  try {
    const WalkFile file = parse_walk_file(read_input_file(options.file), options.file);
    context.out << (options.cycles ? with_cycles(file, params, ports)
                                   : run_walk_file(file, params, fixed_port(params), {}));
  } catch (const WalkFileError& e) {
    throw InputError(e.what());
  }
  return ExitStatus::kDone;
}

}  // namespace cowmmu
