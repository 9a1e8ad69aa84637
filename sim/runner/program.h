// SPDX-License-Identifier: Apache-2.0
// run_program: another program, with what it prints.
#pragma once

#include <string>
#include <vector>

#include "runner/interrupt.h"

namespace cowmmu {

struct ProgramResult {
  int status = 0;  // its exit status; 128 and the signal's number where one ended it
  std::string out, err;
};

// Whether a program of this name is found on the PATH.
bool is_on_path(const std::string& name);

// `words`: the name, searched on the PATH, and its arguments, handed over as they are. It is in a
// process group of its own, so that Ctrl-C does not reach it; with a `watch`, an interrupt kills it
// and is thrown. Throws std::system_error where the program cannot be started.
ProgramResult run_program(const std::vector<std::string>& words, InterruptWatch* watch = nullptr);

}  // namespace cowmmu
