// SPDX-License-Identifier: Apache-2.0
#include "commands/walk_command.h"

#include "input/input_file.h"
#include "mmu/mmu.h"
#include "runner/pool.h"
#include "walk/fixed_port.h"
#include "walk/walk_file.h"

namespace cowmmu {
namespace {

std::string on_machine(const WalkFile& file, const Params& params, const WalkMachine& machine,
                       const WalkOptions& options) {
  const std::unique_ptr<IMmu> mmu = machine.mmu(params, file);
  ChildResult result =
      run_in_child([&] { return run_walk_file(file, *mmu, machine.port(params), options); });
  if (result.end != ChildEnd::kReturned) throw RunError("the walks failed: " + result.message);
  return std::move(result.bytes);
}

std::string walk(const WalkFile& file, const Params& params, const WalkMachine& machine,
                 const WalkOptions& options) {
  if (options.cycles || params.machine.mmu.impl == "rtl")
    return on_machine(file, params, machine, options);
  Mmu mmu(params.machine.tlb, params.machine.walker, params.machine.mmu);
  return run_walk_file(file, mmu, fixed_port(params), options);
}

}  // namespace

ExitStatus walk_command(const WalkCommandOptions& options, CommandContext& context,
                        const WalkMachine& machine) {
  const Params params = configure(context.overrides).params;
  try {
    const WalkFile file = parse_walk_file(read_input_file(options.file), options.file);
    context.out << walk(file, params, machine, {.cycles = options.cycles});
  } catch (const WalkFileError& e) {
    throw InputError(e.what());
  } catch (const WalkRefused& e) {
    throw InputError(options.file + ": " + e.what());
  }
  return ExitStatus::kDone;
}

}  // namespace cowmmu
