// SPDX-License-Identifier: Apache-2.0
// The two ways in which the program ends other than well, as exceptions whose message is complete.
#pragma once

#include <stdexcept>
#include <string>

namespace cowmmu {

enum class ExitStatus : int { kDone = 0, kFailed = 1, kBadInput = 2 };

// Bad usage or bad input: names file, line and column or the parameter, what was found, what is
// allowed and the nearest known name. Exit status 2.
struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Named in the documentation but not built yet. Exit status 2.
struct NotAvailable : InputError {
  explicit NotAvailable(const std::string& name) : InputError("not available yet: " + name) {}
};

// The simulated thing failed, or the host could not go on (disk full). Exit status 1.
struct RunError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace cowmmu
