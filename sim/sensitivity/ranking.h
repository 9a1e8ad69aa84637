// SPDX-License-Identifier: Apache-2.0
// Rankings: which policy is ahead of which, and whether that survives a change.
#pragma once

#include <string>
#include <vector>

namespace cowmmu {

// A figure of each policy, in the order of the policies' names.
using Figures = std::vector<double>;

// "cow < textbook = eager": the policies from the smallest figure to the largest.
std::string ranking_text(const std::vector<std::string>& policies, const Figures& figures);

// The pairs that have changed places: "eager < cow" where cow was smaller before. A pair that is
// level before or after has not.
std::vector<std::string> overtakings(const std::vector<std::string>& policies,
                                     const Figures& before, const Figures& after);

}  // namespace cowmmu
