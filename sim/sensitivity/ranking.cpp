// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/ranking.h"

#include <algorithm>
#include <numeric>

namespace cowmmu {

std::string ranking_text(const std::vector<std::string>& policies, const Figures& figures) {
  std::vector<size_t> order(policies.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, {}, [&](size_t i) { return figures[i]; });
  std::string text = policies[order.front()];
  for (size_t i = 1; i < order.size(); ++i) {
    const bool level = figures[order[i]] == figures[order[i - 1]];
    text += (level ? " = " : " < ") + policies[order[i]];
  }
  return text;
}

std::vector<std::string> overtakings(const std::vector<std::string>& policies,
                                     const Figures& before, const Figures& after) {
  std::vector<std::string> found;
  for (size_t i = 0; i < policies.size(); ++i) {
    for (size_t j = 0; j < policies.size(); ++j) {
      if (before[j] < before[i] && after[i] < after[j])
        found.push_back(policies[i] + " < " + policies[j]);
    }
  }
  return found;
}

}  // namespace cowmmu
