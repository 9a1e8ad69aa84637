// SPDX-License-Identifier: Apache-2.0
// How one litmus test ended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace cowmmu::litmus {

// "line N: expected ..., got ..."
struct Failure {
  uint32_t line = 0;
  std::string expected, got;
};

// A test passes where it has no failure.
using TestResult = std::optional<Failure>;

}  // namespace cowmmu::litmus
