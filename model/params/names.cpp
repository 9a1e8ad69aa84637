// SPDX-License-Identifier: Apache-2.0
#include "params/names.h"

#include <algorithm>
#include <vector>

namespace cowmmu {

unsigned edit_distance(std::string_view a, std::string_view b) {
  std::vector<unsigned> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<unsigned>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<unsigned>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

std::string nearest_name(std::string_view found, std::span<const std::string> known) {
  const std::string* best = nullptr;
  unsigned least = 0;
  for (const std::string& name : known) {
    const unsigned distance = edit_distance(found, name);
    if (best == nullptr || distance < least) best = &name, least = distance;
  }
  const size_t limit = std::max<size_t>(2, found.size() / 3);
  return best != nullptr && least <= limit && least < found.size() ? *best : std::string();
}

std::string did_you_mean(std::string_view found, std::span<const std::string> known) {
  const std::string name = nearest_name(found, known);
  return name.empty() ? std::string() : " (did you mean " + name + "?)";
}

std::string join_names(std::span<const std::string> names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

}  // namespace cowmmu
