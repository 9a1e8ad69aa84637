// SPDX-License-Identifier: Apache-2.0
// Shared by the tests of scenario files.
#pragma once

#include <string>

#include "config/scenario.h"
#include "errors/errors.h"

namespace cowmmu {

inline const std::string kForkExit = "[workload]\nprogram = \"fork_exit\"\npages = 1\n";

inline Scenario parse(const std::string& text, const Overrides& overrides = {}) {
  return parse_scenario(text, "dir/s.toml", overrides);
}

// The message of the InputError, or "no error".
inline std::string error_in(const std::string& text, const Overrides& overrides = {}) {
  try {
    parse(text, overrides);
  } catch (const InputError& e) {
    return e.what();
  }
  return "no error";
}

inline bool contains(const std::string& all, const std::string& part) {
  return all.find(part) != std::string::npos;
}

}  // namespace cowmmu
