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
    if (oldest_first.size() == 1) return 0;
    const uint64_t hit = banks_with_hits(oldest_first);
    size_t best = oldest_first.size();
    for (size_t i = 0; i < oldest_first.size(); ++i) {
      const Candidate& c = oldest_first[i];
      if (c.command == NextCommand::kPrecharge && (hit >> c.bank & 1) != 0) continue;
      if (best == oldest_first.size() || before(c, oldest_first[best])) best = i;
    }
    return best;
  }

 private:
  static bool before(const Candidate& younger, const Candidate& older) {
    if (younger.edge != older.edge) return younger.edge < older.edge;
    return younger.command == NextCommand::kColumn && older.command != NextCommand::kColumn;
  }
  // At most 64 banks a channel (DramConfig): one bit each.
  static uint64_t banks_with_hits(std::span<const Candidate> candidates) {
    uint64_t banks = 0;
    for (const Candidate& c : candidates) {
      banks |= static_cast<uint64_t>(c.command == NextCommand::kColumn) << c.bank;
    }
    return banks;
  }
};

}  // namespace

std::unique_ptr<IScheduler> make_fr_fcfs() { return std::make_unique<FrFcfs>(); }

}  // namespace cowmmu
