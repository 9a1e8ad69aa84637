// SPDX-License-Identifier: Apache-2.0
// Commands of the documented interface that are not built yet: they are in the help, and end with
// `not available yet: NAME` whatever their arguments.
#include "cli/command_list.h"
#include "errors/errors.h"

namespace cowmmu {
namespace {

struct Missing {
  const char* name;
  const char* summary;
  const char* example;
};

constexpr Missing kMissing[] = {
    {"dram", "feeds a memory trace to the DRAM controller", "cowmmu dram loads.trace --json -"},
    {"record", "records a real program", "cowmmu record -o ls.trace.zst -- ls -l"},
    {"calibrate", "measures this machine's costs", "cowmmu calibrate -o laptop.toml"},
};

}  // namespace

void add_missing_commands(CommandList& commands) {
  for (const Missing& m : kMissing) {
    const std::string name = m.name;
    commands
        .add(name, std::string(m.summary) + " (not available yet)", m.example,
             [name](CommandContext&) -> int { throw NotAvailable(name); })
        .prefix_command();  // its options are not declared, so none of them is judged
  }
}

}  // namespace cowmmu
