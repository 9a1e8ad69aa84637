// SPDX-License-Identifier: Apache-2.0
#include "dram/channel_timing.h"

namespace cowmmu {

namespace {
// Commands are given so that bursts of two ranks lie `gap` apart on the data bus.
DramCycles bus_gap(DramCycles first_latency, DramCycles second_latency, DramCycles burst_and_gap) {
  const DramCycles end = first_latency + burst_and_gap;
  return end > second_latency ? end - second_latency : DramCycles(1);
}
}  // namespace

ChannelTiming::ChannelTiming(const DramTiming& timing, const DramShape& shape)
    : t_(timing),
      shape_(shape),
      banks_(static_cast<size_t>(shape.ranks) * shape.banks_per_rank()),
      groups_(static_cast<size_t>(shape.ranks) * shape.bank_groups),
      ranks_(shape.ranks) {
  for (BankIndex b = 0; b < banks_.size(); ++b) {
    banks_[b].group = b / shape.banks_per_group;
    banks_[b].rank = b / shape.banks_per_rank();
  }
  set_gaps();
}

void ChannelTiming::set_gaps() {
  const DramCycles ccd_s = std::max(t_.tCCD_S, t_.tBL), ccd_l = std::max(t_.tCCD_L, t_.tBL);
  const DramCycles written = write_data_end(t_), burst = t_.tBL + t_.tRTRS;
  same_rank_ = {{{ccd_s, t_.tRTW}, {written + t_.tWTR_S, ccd_s}}};
  same_group_ = {{{ccd_l, t_.tRTW}, {written + t_.tWTR_L, ccd_l}}};
  other_rank_ = {
      {{burst, bus_gap(t_.tCL, t_.tCWL, burst)}, {bus_gap(t_.tCWL, t_.tCL, burst), burst}}};
}

bool ChannelTiming::any_row_open(uint32_t rank) const {
  return std::any_of(banks_.begin(), banks_.end(),
                     [&](const Bank& b) { return b.rank == rank && b.row != kClosed; });
}

void ChannelTiming::activate(BankIndex bank, uint64_t row, DramCycles at) {
  Bank& b = banks_[bank];
  Rank& r = ranks_[b.rank];
  b.row = row;
  b.activate = at + t_.tRC;
  b.precharge = at + t_.tRAS;
  b.column = at + t_.tRCD;
  raise(groups_[b.group].activate, at + t_.tRRD_L);
  raise(r.activate, at + t_.tRRD_S);
  r.window[r.oldest] = at + t_.tFAW;
  r.oldest = (r.oldest + 1) % r.window.size();
}

void ChannelTiming::precharge(BankIndex bank, DramCycles at) {
  Bank& b = banks_[bank];
  b.row = kClosed;
  raise(b.activate, at + t_.tRP);
}

void ChannelTiming::column(BankIndex bank, bool write, bool auto_precharge, DramCycles at) {
  Bank& b = banks_[bank];
  for (const bool next : {false, true}) {
    raise(groups_[b.group].column[next], at + same_group_[write][next]);
    for (uint32_t r = 0; r < ranks_.size(); ++r) {
      const Gaps& gaps = r == b.rank ? same_rank_ : other_rank_;
      raise(ranks_[r].column[next], at + gaps[write][next]);
    }
  }
  raise(b.precharge, at + (write ? write_data_end(t_) + t_.tWR : t_.tRTP));
  if (auto_precharge) precharge(bank, b.precharge);
}

void ChannelTiming::refresh(uint32_t rank, DramCycles at) {
  for (Bank& b : banks_) {
    if (b.rank != rank) continue;
    b.row = kClosed;
    raise(b.activate, at + t_.tRFC);
  }
}

}  // namespace cowmmu
