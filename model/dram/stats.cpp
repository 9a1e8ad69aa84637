// SPDX-License-Identifier: Apache-2.0
#include "dram/stats.h"

#include <algorithm>
#include <cmath>

namespace cowmmu {

void LatencyHistogram::add(DramCycles latency) {
  ++count_;
  sum_ += latency;
  if (latency.value >= kDense) {
    ++sparse_[latency.value];
    return;
  }
  if (latency.value >= dense_.size()) dense_.resize(latency.value + 1, 0);
  ++dense_[latency.value];
}

void LatencyHistogram::merge(const LatencyHistogram& other) {
  if (dense_.size() < other.dense_.size()) dense_.resize(other.dense_.size(), 0);
  for (size_t i = 0; i < other.dense_.size(); ++i) dense_[i] += other.dense_[i];
  for (const auto& [latency, times] : other.sparse_) sparse_[latency] += times;
  count_ += other.count_;
  sum_ += other.sum_;
}

DramCycles LatencyHistogram::percentile(double percent) const {
  if (count_ == 0) return {};
  const auto wanted = static_cast<uint64_t>(std::ceil(percent / 100 * static_cast<double>(count_)));
  const uint64_t rank = std::clamp<uint64_t>(wanted, 1, count_);
  uint64_t below = 0;
  for (size_t i = 0; i < dense_.size(); ++i) {
    if ((below += dense_[i]) >= rank) return DramCycles(i);
  }
  for (const auto& [latency, times] : sparse_) {
    if ((below += times) >= rank) return DramCycles(latency);
  }
  return {};
}

void DramStats::merge(const DramStats& other) {
  reads += other.reads;
  writes += other.writes;
  forwarded_reads += other.forwarded_reads;
  merged_writes += other.merged_writes;
  row_hits += other.row_hits;
  row_misses += other.row_misses;
  row_conflicts += other.row_conflicts;
  refreshes += other.refreshes;
  read_latency.merge(other.read_latency);
  write_latency.merge(other.write_latency);
}

}  // namespace cowmmu
