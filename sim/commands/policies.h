// SPDX-License-Identifier: Apache-2.0
// `--policies LIST`: the fork policies that are held against each other.
#pragma once

#include <string>
#include <vector>

namespace cowmmu {

inline constexpr const char* kDefaultPolicies = "eager,textbook,cow";

// The names in their order. Throws InputError for an empty list, an empty name and one that is
// there twice; whether a name is a policy, with_param says.
std::vector<std::string> policies_of(const std::string& list);

}  // namespace cowmmu
