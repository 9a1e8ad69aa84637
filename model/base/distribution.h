// SPDX-License-Identifier: Apache-2.0
// Distribution: every sample of a duration, as counts by value. Percentiles are exact; memory grows
// with the number of distinct values, not of samples. Order-independent: the same samples in any
// order, merged in any way, give the same distribution.
#pragma once

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <utility>
#include <vector>

namespace cowmmu {

class Distribution {
 public:
  using Counts = std::vector<std::pair<uint64_t, uint64_t>>;  // (value, samples), by value

  void add(uint64_t value, uint64_t samples = 1) {
    if (samples == 0) return;
    counts_[value] += samples;
    count_ += samples;
    sum_ += value * samples;
  }
  void merge(const Distribution& other) {
    for (const auto& [value, samples] : other.counts_) add(value, samples);
  }

  uint64_t count() const { return count_; }
  uint64_t sum() const { return sum_; }
  double mean() const {
    return count_ == 0 ? 0.0 : static_cast<double>(sum_) / static_cast<double>(count_);
  }

  // The samples in ascending order, one pair a distinct value.
  Counts sorted() const {
    Counts all(counts_.begin(), counts_.end());
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  boost::unordered_flat_map<uint64_t, uint64_t> counts_;
  uint64_t count_ = 0;
  uint64_t sum_ = 0;
};

// The smallest sample such that at least `per_mille` thousandths of all samples are not above it:
// the nearest-rank percentile, in integers so that no rounding moves a rank. 0 without samples.
inline uint64_t percentile(const Distribution::Counts& sorted, uint64_t count, uint64_t per_mille) {
  const uint64_t whole = count / 1000 * per_mille;  // split: count * per_mille could overflow
  const uint64_t rank = std::max<uint64_t>(1, whole + (count % 1000 * per_mille + 999) / 1000);
  uint64_t seen = 0;
  for (const auto& [value, samples] : sorted) {
    seen += samples;
    if (seen >= rank) return value;
  }
  return 0;
}

// What statistics print of a distribution; all zero without samples.
struct Summary {
  uint64_t count = 0, min = 0, p50 = 0, p99 = 0, p999 = 0, max = 0;
  double mean = 0;
};

inline Summary summarise(const Distribution& d) {
  const Distribution::Counts sorted = d.sorted();
  if (sorted.empty()) return {};
  const uint64_t n = d.count();
  return {.count = n,
          .min = sorted.front().first,
          .p50 = percentile(sorted, n, 500),
          .p99 = percentile(sorted, n, 990),
          .p999 = percentile(sorted, n, 999),
          .max = sorted.back().first,
          .mean = d.mean()};
}

}  // namespace cowmmu
