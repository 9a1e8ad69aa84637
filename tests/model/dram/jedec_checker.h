// SPDX-License-Identifier: Apache-2.0
// JedecChecker: reads a channel's command stream and reports what JESD79-4 (DDR4) forbids. Written
// from the standard alone: it shares no code, table or formula with the engine it watches.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace cowmmu::dram_test {

// All in clock cycles.
struct JedecRules {
  int64_t RL, WL, BL2;  // latencies, and a burst of eight on the double data rate bus
  int64_t tCCD_S, tCCD_L, tWTR_S, tWTR_L, tRTP, tWR, tRTRS;
  int64_t tRCD, tRP, tRAS, tRC, tRRD_S, tRRD_L, tFAW;
  int64_t tREFI, tRFC;
  int64_t write_preamble = 1;  // of tWPRE, mode register 4

  // 8 Gb x8 at speed bin 3200AA, from the standard's nanoseconds.
  static JedecRules ddr4_3200aa_8gb_x8();
};

enum class Op {
  kActivate,
  kPrecharge,
  kPrechargeAll,
  kRead,
  kReadAuto,
  kWrite,
  kWriteAuto,
  kRefresh
};

struct Observed {
  int64_t cycle;
  Op op;
  int rank, group, bank;
  int64_t row;
};

struct Violation {
  int64_t cycle;
  std::string rule;
};

class JedecChecker {
 public:
  JedecChecker(const JedecRules& rules, int ranks)
      : r_(rules), ranks_(static_cast<size_t>(ranks)) {}

  void observe(const Observed& c);
  // The stream has ended at this cycle: are refreshes missing?
  void finish(int64_t cycle);
  const std::vector<Violation>& violations() const { return violations_; }

 private:
  static constexpr int64_t kLongAgo = -1'000'000'000;
  struct Bank {
    bool open = false;
    int64_t row = -1;
    int64_t activated = kLongAgo, precharged = kLongAgo, read = kLongAgo, written = kLongAgo;
  };
  struct Rank {
    std::map<std::pair<int, int>, Bank> banks;      // by (group, bank)
    std::deque<std::pair<int64_t, int>> activates;  // (cycle, group), latest last
    int64_t refreshed = kLongAgo;
    int64_t refreshes = 0;
  };
  struct Column {
    int64_t cycle;
    bool write;
    int rank, group;
  };

  void need(bool holds, int64_t cycle, const char* rule);
  void activate(const Observed& c);
  void precharge(Bank& bank, int64_t cycle);
  void column(const Observed& c, bool write, bool auto_precharge);
  void column_pair(const Column& first, const Column& second);
  void refresh(const Observed& c);
  void refresh_debt(const Rank& rank, int64_t cycle);
  Rank& rank_of(const Observed& c) { return ranks_[static_cast<size_t>(c.rank)]; }

  JedecRules r_;
  std::vector<Rank> ranks_;
  std::deque<Column> columns_;  // the last few
  int64_t last_cycle_ = kLongAgo;
  std::vector<Violation> violations_;
};

}  // namespace cowmmu::dram_test
