// SPDX-License-Identifier: Apache-2.0
// A test's result as `cowmmu litmus` words it.
#pragma once

#include <string>

#include "programs/litmus/outcome.h"

namespace cowmmu::litmus {

inline std::string shown(const TestResult& result) {
  if (!result) return "ok";
  return "line " + std::to_string(result->line) + ": expected " + result->expected + ", got " +
         result->got;
}

}  // namespace cowmmu::litmus
