// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "programs/litmus/operation.h"

namespace cowmmu::litmus {

bool Condition::holds(uint64_t value) const {
  const uint64_t first = values.front();
  switch (cmp) {
    case Cmp::kEq:
      return value == first;
    case Cmp::kNe:
      return value != first;
    case Cmp::kLt:
      return value < first;
    case Cmp::kLe:
      return value <= first;
    case Cmp::kGt:
      return value > first;
    case Cmp::kGe:
      return value >= first;
    case Cmp::kIn:
      break;
  }
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::string Condition::text() const {
  constexpr std::array<std::string_view, 6> kSigns = {"==", "!=", "<", "<=", ">", ">="};
  if (cmp == Cmp::kIn) return fmt::format("in {{{}}}", fmt::join(values, ", "));
  return fmt::format("{} {}", kSigns[static_cast<size_t>(cmp)], values.front());
}

}  // namespace cowmmu::litmus
