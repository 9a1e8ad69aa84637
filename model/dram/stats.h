// SPDX-License-Identifier: Apache-2.0
// What a channel, or the whole memory, counted. Integers only: the order of events does not matter.
#pragma once

#include <map>
#include <vector>

#include "dram/dram_clock.h"

namespace cowmmu {

// An exact distribution of latencies in whole memory clock cycles.
class LatencyHistogram {
 public:
  void add(DramCycles latency);
  void merge(const LatencyHistogram& other);

  uint64_t count() const { return count_; }
  DramCycles sum() const { return sum_; }
  DramCycles min() const { return percentile(0); }
  DramCycles max() const { return percentile(100); }
  // Nearest rank: the smallest value with at least `percent` of all values at or below it. 0 when
  // nothing was added.
  DramCycles percentile(double percent) const;
  // visit(DramCycles latency, uint64_t times), ascending.
  template <class Visit>
  void for_each(Visit visit) const {
    for (size_t i = 0; i < dense_.size(); ++i)
      if (dense_[i] != 0) visit(DramCycles(i), dense_[i]);
    for (const auto& [latency, times] : sparse_) visit(DramCycles(latency), times);
  }

 private:
  static constexpr uint64_t kDense = 4096;  // longer ones are rare: an ordered map holds them

  std::vector<uint64_t> dense_;
  std::map<uint64_t, uint64_t> sparse_;
  uint64_t count_ = 0;
  DramCycles sum_{};
};

// Every request is a row hit (its row was open), a row miss (its bank was closed) or a row conflict
// (another row was open), counted when its column command is issued. Forwarded reads and merged
// writes never reach a bank.
struct DramStats {
  uint64_t reads = 0;
  uint64_t writes = 0;
  uint64_t forwarded_reads = 0;
  uint64_t merged_writes = 0;
  uint64_t row_hits = 0;
  uint64_t row_misses = 0;
  uint64_t row_conflicts = 0;
  uint64_t refreshes = 0;
  LatencyHistogram read_latency;   // arrival to last data beat
  LatencyHistogram write_latency;  // the same, although nobody waits for it

  void merge(const DramStats& other);
};

}  // namespace cowmmu
