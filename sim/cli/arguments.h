// SPDX-License-Identifier: Apache-2.0
// What CLI11 does not check or says too little about.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "cli/command_list.h"

namespace cowmmu {

// `--vcd` takes an optional value; without this, CLI11 would take a scenario that follows for it.
std::vector<std::string> with_explicit_vcd(std::vector<std::string> arguments);

// Throws InputError for an argument that no option took, naming the nearest option.
void refuse_extras(const CLI::App& command);
// Throws InputError for a first word that is no command, naming the nearest command.
void refuse_unknown_command(const CLI::App& app, const CommandList& commands);

Overrides overrides_of(const CommonArguments& common);

}  // namespace cowmmu
