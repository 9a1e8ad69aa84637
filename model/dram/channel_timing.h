// SPDX-License-Identifier: Apache-2.0
// ChannelTiming: the JEDEC state of one channel's banks: which row is open, and from which edge
// each command is legal. It decides nothing; the controller must not issue earlier than it says.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "dram/address_mapping.h"
#include "dram/timing.h"

namespace cowmmu {

// A bank of a channel, counted through all its ranks and bank groups.
using BankIndex = uint32_t;

class ChannelTiming {
 public:
  static constexpr uint64_t kClosed = ~0ULL;

  ChannelTiming(const DramTiming& timing, const DramShape& shape);

  BankIndex index_of(const DramLocation& at) const {
    return (at.rank * shape_.bank_groups + at.bank_group) * shape_.banks_per_group + at.bank;
  }
  // kClosed when the bank is precharged.
  uint64_t open_row(BankIndex bank) const { return banks_[bank].row; }
  bool any_row_open(uint32_t rank) const;
  uint32_t rank_of(BankIndex bank) const { return banks_[bank].rank; }

  DramCycles earliest_activate(BankIndex bank) const {
    const Bank& b = banks_[bank];
    const Rank& r = ranks_[b.rank];
    return std::max({b.activate, groups_[b.group].activate, r.activate, r.window[r.oldest]});
  }
  DramCycles earliest_precharge(BankIndex bank) const { return banks_[bank].precharge; }
  DramCycles earliest_column(BankIndex bank, bool write) const {
    const Bank& b = banks_[bank];
    return std::max({b.column, groups_[b.group].column[write], ranks_[b.rank].column[write]});
  }

  void activate(BankIndex bank, uint64_t row, DramCycles at);
  void precharge(BankIndex bank, DramCycles at);
  // With auto_precharge the bank closes by itself as early as tRTP or tWR, and tRAS, allow.
  void column(BankIndex bank, bool write, bool auto_precharge, DramCycles at);
  // Rows closed in time before, next activate after tRFC.
  void refresh(uint32_t rank, DramCycles at);

 private:
  struct Bank {
    uint64_t row = kClosed;
    uint32_t group = 0;
    uint32_t rank = 0;
    DramCycles activate{}, precharge{}, column{};
  };
  struct Group {
    DramCycles activate{};
    std::array<DramCycles, 2> column{};  // [write]
  };
  struct Rank {
    DramCycles activate{};
    std::array<DramCycles, 4> window{};  // tFAW after each of the last four activates
    uint32_t oldest = 0;
    std::array<DramCycles, 2> column{};
  };
  // Column command to column command, [first is write][second is write].
  using Gaps = std::array<std::array<DramCycles, 2>, 2>;

  static void raise(DramCycles& earliest, DramCycles to) { earliest = std::max(earliest, to); }
  void set_gaps();

  DramTiming t_;
  DramShape shape_;
  Gaps same_group_{}, same_rank_{}, other_rank_{};
  std::vector<Bank> banks_;
  std::vector<Group> groups_;
  std::vector<Rank> ranks_;
};

}  // namespace cowmmu
