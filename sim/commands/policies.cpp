// SPDX-License-Identifier: Apache-2.0
#include "commands/policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "errors/errors.h"

namespace cowmmu {

std::vector<std::string> policies_of(const std::string& list) {
  std::vector<std::string> policies;
  std::istringstream in(list);
  for (std::string one; std::getline(in, one, ',');) {
    if (std::ranges::find(policies, one) != policies.end()) {
      throw InputError(fmt::format("--policies {}: found {} twice, allowed once", list, one));
    }
    if (one.empty()) {
      throw InputError(
          fmt::format("--policies {}: found an empty name, allowed for example eager,cow", list));
    }
    policies.push_back(one);
  }
  if (policies.empty()) throw InputError("--policies: found none, allowed for example eager,cow");
  return policies;
}

}  // namespace cowmmu
