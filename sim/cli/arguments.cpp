// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include "errors/errors.h"
#include "params/names.h"

namespace cowmmu {
namespace {

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

}  // namespace

std::vector<std::string> with_explicit_vcd(std::vector<std::string> arguments) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] != "--vcd") continue;
    const bool has_value =
        i + 1 < arguments.size() && (arguments[i + 1] == "vcd" || arguments[i + 1] == "fst");
    if (has_value) arguments.erase(arguments.begin() + static_cast<ptrdiff_t>(i));
    arguments[i] = "--vcd=" + (has_value ? arguments[i] : "vcd");
  }
  return arguments;
}

void refuse_extras(const CLI::App& command) {
  const std::vector<std::string> extras = command.remaining();
  if (extras.empty()) return;
  const std::string found = extras.front().substr(0, extras.front().find('='));
  if (!found.starts_with("-")) {
    throw InputError("found " + found + " where no further argument is allowed");
  }
  const auto names = option_names(command);
  throw InputError("unknown option " + found + did_you_mean(found, names) +
                   ", allowed: " + join_names(names));
}

void refuse_unknown_command(const CLI::App& app, const CommandList& commands) {
  const std::vector<std::string> extras = app.remaining();
  const auto names = commands.names();
  if (extras.empty()) throw InputError("found no command, allowed: " + join_names(names));
  const std::string& found = extras.front();
  if (found.starts_with("-")) refuse_extras(app);
  throw InputError("unknown command " + found + did_you_mean(found, names) +
                   ", allowed: " + join_names(names));
}

Overrides overrides_of(const CommonArguments& common) {
  Overrides overrides;
  overrides.sets = common.sets;
  if (!common.seed.empty()) overrides.seed = parse_seed(common.seed, "--seed " + common.seed);
  return overrides;
}

}  // namespace cowmmu
