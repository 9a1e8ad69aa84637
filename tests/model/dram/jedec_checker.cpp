// SPDX-License-Identifier: Apache-2.0
#include "model/dram/jedec_checker.h"

#include <algorithm>
#include <cmath>

namespace cowmmu::dram_test {

namespace {
constexpr double kClockNs = 0.625;
// JESD79-4, rounding algorithm: a little below one more clock does not cost it.
int64_t clocks(double ns) { return static_cast<int64_t>(std::ceil(ns / kClockNs - 0.025)); }
int64_t clocks(int64_t at_least, double ns) { return std::max(at_least, clocks(ns)); }

bool is_write(Op op) { return op == Op::kWrite || op == Op::kWriteAuto; }
bool is_auto(Op op) { return op == Op::kReadAuto || op == Op::kWriteAuto; }
}  // namespace

JedecRules JedecRules::ddr4_3200aa_8gb_x8() {
  JedecRules r{};
  r.RL = clocks(13.75);  // tAA
  r.WL = 16;
  r.BL2 = 4;
  r.tCCD_S = 4;
  r.tCCD_L = clocks(5, 5.0);
  r.tWTR_S = clocks(2, 2.5);
  r.tWTR_L = clocks(4, 7.5);
  r.tRTP = clocks(4, 7.5);
  r.tWR = clocks(15.0);
  r.tRTRS = 1;
  r.tRCD = clocks(13.75);
  r.tRP = clocks(13.75);
  r.tRAS = clocks(32.0);
  r.tRC = clocks(45.75);
  r.tRRD_S = clocks(4, 2.5);
  r.tRRD_L = clocks(4, 4.9);
  r.tFAW = clocks(20, 21.0);
  r.tREFI = clocks(7800.0);
  r.tRFC = clocks(350.0);
  return r;
}

void JedecChecker::need(bool holds, int64_t cycle, const char* rule) {
  if (!holds) violations_.push_back({cycle, rule});
}

void JedecChecker::observe(const Observed& c) {
  need(c.cycle > last_cycle_, c.cycle, "one command a clock");
  last_cycle_ = c.cycle;
  Rank& rank = rank_of(c);
  if (c.op != Op::kRefresh) need(c.cycle - rank.refreshed >= r_.tRFC, c.cycle, "tRFC");
  switch (c.op) {
    case Op::kActivate:
      return activate(c);
    case Op::kPrecharge:
      return precharge(rank.banks[{c.group, c.bank}], c.cycle);
    case Op::kPrechargeAll:
      for (auto& [where, bank] : rank.banks) precharge(bank, c.cycle);
      return;
    case Op::kRefresh:
      return refresh(c);
    default:
      return column(c, is_write(c.op), is_auto(c.op));
  }
}

void JedecChecker::activate(const Observed& c) {
  Rank& rank = rank_of(c);
  Bank& bank = rank.banks[{c.group, c.bank}];
  need(!bank.open, c.cycle, "activate of an open bank");
  need(c.cycle - bank.activated >= r_.tRC, c.cycle, "tRC");
  need(c.cycle - bank.precharged >= r_.tRP, c.cycle, "tRP");
  for (const auto& [cycle, group] : rank.activates) {
    const bool same = group == c.group;
    need(c.cycle - cycle >= (same ? r_.tRRD_L : r_.tRRD_S), c.cycle, same ? "tRRD_L" : "tRRD_S");
  }
  if (rank.activates.size() == 4) {
    need(c.cycle - rank.activates.front().first >= r_.tFAW, c.cycle, "tFAW");
    rank.activates.pop_front();
  }
  rank.activates.emplace_back(c.cycle, c.group);
  bank = {.open = true, .row = c.row, .activated = c.cycle, .precharged = bank.precharged};
}

void JedecChecker::precharge(Bank& bank, int64_t cycle) {
  if (!bank.open) return;  // no operation, by the standard
  need(cycle - bank.activated >= r_.tRAS, cycle, "tRAS");
  need(cycle - bank.read >= r_.tRTP, cycle, "tRTP");
  need(cycle - bank.written >= r_.WL + r_.BL2 + r_.tWR, cycle, "tWR");
  bank.open = false;
  bank.precharged = cycle;
}

void JedecChecker::column(const Observed& c, bool write, bool auto_precharge) {
  Bank& bank = rank_of(c).banks[{c.group, c.bank}];
  need(bank.open, c.cycle, "column command to a closed bank");
  need(bank.row == c.row, c.cycle, "column command to another row");
  need(c.cycle - bank.activated >= r_.tRCD, c.cycle, "tRCD");
  const Column now{c.cycle, write, c.rank, c.group};
  for (const Column& before : columns_) column_pair(before, now);
  columns_.push_back(now);
  // Nothing reaches further than a write's recovery: a dozen commands at tCCD_S cover it.
  if (columns_.size() > 16) columns_.pop_front();
  (write ? bank.written : bank.read) = c.cycle;
  if (!auto_precharge) return;
  // The device starts the precharge itself, as soon as tRTP or tWR and tRAS are met.
  const int64_t recovered = write ? c.cycle + r_.WL + r_.BL2 + r_.tWR : c.cycle + r_.tRTP;
  bank.open = false;
  bank.precharged = std::max(recovered, bank.activated + r_.tRAS);
}

void JedecChecker::column_pair(const Column& first, const Column& second) {
  const int64_t gap = second.cycle - first.cycle;
  const bool same_rank = first.rank == second.rank;
  const bool same_group = same_rank && first.group == second.group;
  // Data: no overlap on the bus; a pause where the driving rank changes.
  const int64_t ends = first.cycle + (first.write ? r_.WL : r_.RL) + r_.BL2;
  const int64_t starts = second.cycle + (second.write ? r_.WL : r_.RL);
  if (starts + r_.BL2 > ends - r_.BL2) {
    need(starts >= ends + (same_rank ? 0 : r_.tRTRS), second.cycle, same_rank ? "tBL" : "tRTRS");
  }
  if (!same_rank) return;
  if (first.write == second.write) {
    need(gap >= (same_group ? r_.tCCD_L : r_.tCCD_S), second.cycle,
         same_group ? "tCCD_L" : "tCCD_S");
  } else if (first.write) {
    need(gap >= r_.WL + r_.BL2 + (same_group ? r_.tWTR_L : r_.tWTR_S), second.cycle,
         same_group ? "tWTR_L" : "tWTR_S");
  } else {
    need(gap >= r_.RL + r_.BL2 - r_.WL + 1 + r_.write_preamble, second.cycle, "read to write");
  }
}

void JedecChecker::refresh(const Observed& c) {
  Rank& rank = rank_of(c);
  for (const auto& [where, bank] : rank.banks) {
    need(!bank.open, c.cycle, "refresh with an open bank");
    need(c.cycle - bank.precharged >= r_.tRP, c.cycle, "tRP before refresh");
  }
  need(c.cycle - rank.refreshed >= r_.tRFC, c.cycle, "tRFC between refreshes");
  refresh_debt(rank, c.cycle);
  rank.refreshed = c.cycle;
  ++rank.refreshes;
}

// At most eight refreshes may be postponed, and two lie at most nine intervals apart.
void JedecChecker::refresh_debt(const Rank& rank, int64_t cycle) {
  const int64_t before = rank.refreshes == 0 ? 0 : rank.refreshed;
  need(cycle - before <= 9 * r_.tREFI, cycle, "9 x tREFI");
  need(rank.refreshes + 8 >= cycle / r_.tREFI, cycle, "more than eight refreshes postponed");
}

void JedecChecker::finish(int64_t cycle) {
  for (const Rank& rank : ranks_) refresh_debt(rank, cycle);
}

}  // namespace cowmmu::dram_test
