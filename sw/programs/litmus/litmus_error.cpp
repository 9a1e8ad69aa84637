// SPDX-License-Identifier: Apache-2.0
#include "programs/litmus/litmus_error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace cowmmu::litmus {
namespace {

// Edits (insert, delete, replace) that turn a into b: Levenshtein's distance, a row at a time.
size_t edits(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i + 1);
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, diagonal + 1, replaced});
    }
  }
  return row.back();
}

std::string_view nearest(std::string_view found, std::span<const std::string_view> known) {
  constexpr size_t kLongest = 64;  // a longer word is no typing mistake
  if (found.size() > kLongest) return {};
  std::string_view best;
  size_t best_edits = 0;
  for (std::string_view word : known) {
    const size_t n = edits(found, word);
    if (n > (std::max(found.size(), word.size()) + 2) / 3) continue;
    if (best.empty() || n < best_edits) best = word, best_edits = n;
  }
  return best;
}

}  // namespace

LitmusError::LitmusError(const std::string& file, Position at, const std::string& message)
    : std::runtime_error(fmt::format("{}:{}:{}: {}", file, at.line, at.column, message)), at_(at) {}

std::string unknown_word(std::string_view found, std::span<const std::string_view> known) {
  std::string text = fmt::format("found '{}', allowed: {}", found, fmt::join(known, ", "));
  const std::string_view near = nearest(found, known);
  if (!near.empty()) text += fmt::format(" (did you mean '{}'?)", near);
  return text;
}

}  // namespace cowmmu::litmus
