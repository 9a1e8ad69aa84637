// SPDX-License-Identifier: Apache-2.0
// First ready, first come, first served (Rixner et al., ISCA 2000): at each edge the oldest legal
// column command, else the oldest legal activate or precharge. A row is not closed while a queued
// request still hits it, so a stream of hits can hold up a conflict for as long as it lasts.
#include <cstdint>

#include "dram/scheduler.h"

namespace cowmmu {

namespace {

class FrFcfs final : public IScheduler {
 public:
  size_t choose(std::span<const Candidate> oldest_first) const override {
    // A bit a bank with row hits: a channel has at most 64 banks (DramConfig).
    uint64_t hit_banks = 0;
    size_t best = 0;
    for (size_t i = 0; i < oldest_first.size(); ++i) {
      const Candidate& c = oldest_first[i];
      hit_banks |= static_cast<uint64_t>(c.command == NextCommand::kColumn) << c.bank;
      if (before(c, oldest_first[best])) best = i;
    }
    return closes_hit_row(oldest_first[best], hit_banks) ? choose_keeping(oldest_first, hit_banks)
                                                         : best;
  }

 private:
  static bool before(const Candidate& younger, const Candidate& older) {
    if (younger.edge != older.edge) return younger.edge < older.edge;
    return younger.command == NextCommand::kColumn && older.command != NextCommand::kColumn;
  }
  static bool closes_hit_row(const Candidate& c, uint64_t hit_banks) {
    return c.command == NextCommand::kPrecharge && (hit_banks >> c.bank & 1) != 0;
  }
  // The rare second look; there is a candidate left, the hit itself.
  static size_t choose_keeping(std::span<const Candidate> oldest_first, uint64_t hit_banks) {
    size_t best = oldest_first.size();
    for (size_t i = 0; i < oldest_first.size(); ++i) {
      if (closes_hit_row(oldest_first[i], hit_banks)) continue;
      if (best == oldest_first.size() || before(oldest_first[i], oldest_first[best])) best = i;
    }
    return best;
  }
};

}  // namespace

std::unique_ptr<IScheduler> make_fr_fcfs() { return std::make_unique<FrFcfs>(); }

}  // namespace cowmmu
