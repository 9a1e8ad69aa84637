// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/litmus_error.h"

#include <fmt/format.h>

#include <vector>

#include "params/names.h"

namespace cowmmu::litmus {

LitmusError::LitmusError(const std::string& file, Position at, const std::string& message)
    : std::runtime_error(fmt::format("{}:{}:{}: {}", file, at.line, at.column, message)), at_(at) {}

std::string unknown_word(std::string_view found, std::span<const std::string_view> known) {
  const std::vector<std::string> names(known.begin(), known.end());
  return fmt::format("found '{}', allowed: {}{}", found, join_names(names),
                     did_you_mean(found, names));
}

}  // namespace cowmmu::litmus
