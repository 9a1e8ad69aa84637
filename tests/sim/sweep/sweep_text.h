// SPDX-License-Identifier: Apache-2.0
// Shared by the tests of sweep files.
#pragma once

#include <string>

#include "errors/errors.h"
#include "sweep/plan.h"

namespace cowmmu {

// A scenario that `table`, the text below [sweep] on line 4, is put under.
inline std::string sweep_text(const std::string& table) {
  return "[workload]\nprogram = \"fork_write\"\npages = 64\n[sweep]\n" + table + "\n";
}

inline SweepFile sweep_of(const std::string& table) {
  return parse_sweep(sweep_text(table), "dir/g.toml");
}

inline Plan plan_of(const std::string& table, const Overrides& overrides = {}) {
  return Plan(sweep_of(table), overrides);
}

// The message of the InputError, or "no error".
template <typename Function>
std::string error_of(const Function& function) {
  try {
    function();
  } catch (const InputError& e) {
    return e.what();
  }
  return "no error";
}

}  // namespace cowmmu
