// SPDX-License-Identifier: Apache-2.0
// The files that are printed from a description of the command line.
#pragma once

#include <string>
#include <vector>

#include "manual/description.h"

namespace cowmmu {

struct ManualPlaces {
  std::string version;  // in the pages' foot
  std::string data;     // the folder of installed scenarios, under the prefix
};

// Pages of section 1, in man(7) macros: of the program, and of one command.
std::string program_page(const Described& program, const std::vector<Described>& commands,
                         const ManualPlaces& places);
std::string command_page(const Described& command, const ManualPlaces& places);

// A shell's completions of the command `cowmmu`.
std::string bash_completion(const Described& program, const std::vector<Described>& commands);
std::string zsh_completion(const Described& program, const std::vector<Described>& commands);
std::string fish_completion(const Described& program, const std::vector<Described>& commands);

}  // namespace cowmmu
