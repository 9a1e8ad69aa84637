// SPDX-License-Identifier: Apache-2.0
#include "commands/break_even.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cowmmu {
namespace {

// Where the line through (low, below) and (high, above) reaches zero, rounded up, strictly between.
uint64_t interpolate(uint64_t low, int64_t below, uint64_t high, int64_t above) {
  const double share =
      -static_cast<double>(below) / (static_cast<double>(above) - static_cast<double>(below));
  const double step = std::ceil(share * static_cast<double>(high - low));
  return low + std::clamp<uint64_t>(static_cast<uint64_t>(step), 1, high - low - 1);
}

}  // namespace

int64_t BreakEven::difference(const std::string& policy, const std::string& against,
                              uint64_t written) {
  const CostQuery one{policy, written}, other{against, written};
  std::vector<CostQuery> missing;
  if (!known_.contains(one)) missing.push_back(one);
  if (!known_.contains(other)) missing.push_back(other);
  if (!missing.empty()) {
    const std::vector<uint64_t> costs = cost_(missing);
    for (size_t i = 0; i < missing.size(); ++i) known_[missing[i]] = costs[i];
  }
  return static_cast<int64_t>(known_[one]) - static_cast<int64_t>(known_[other]);
}

std::optional<uint64_t> BreakEven::find(const std::string& policy, const std::string& against) {
  uint64_t low = 0, high = pages_;
  int64_t below = difference(policy, against, low);
  int64_t above = difference(policy, against, high);
  if (above < 0) return std::nullopt;
  if (below == 0 && pages_ > 0) below = difference(policy, against, ++low);
  if (below >= 0) return 0;
  bool moved_high = true;
  for (unsigned step = 0; high - low > 1; ++step) {
    const std::array<uint64_t, 3> guesses = {interpolate(low, below, high, above),
                                             moved_high ? high - 1 : low + 1,  // close to the last
                                             low + (high - low) / 2};
    const uint64_t guess = guesses[step % guesses.size()];
    const int64_t d = difference(policy, against, guess);
    moved_high = d >= 0;
    (moved_high ? high : low) = guess;
    (moved_high ? above : below) = d;
  }
  return high;
}

bool BreakEven::falls(const std::string& policy, const std::string& against) {
  return difference(policy, against, 0) > 0 && difference(policy, against, pages_) < 0;
}

}  // namespace cowmmu
