// SPDX-License-Identifier: Apache-2.0
// RefreshSchedule: when the ranks of a channel are refreshed, in closed form; nothing is pending
// while the memory is idle.
// Timing: rank r of n is refreshed at edges (r + 1) * tREFI / n + k * tREFI, never postponed. Its
// rows are closed by a precharge-all tRP before, and it takes commands again tRFC after. Those two
// edges belong to refresh on the command bus whether or not a row is open. A command is given to a
// rank only if its bank can be precharged again by the closing edge.
#pragma once

#include <optional>
#include <vector>

#include "dram/timing.h"

namespace cowmmu {

class RefreshSchedule {
 public:
  RefreshSchedule(const DramTiming& timing, uint32_t ranks, bool enabled);

  // A rank's refreshes first, first + tREFI, ..., last.
  struct Run {
    DramCycles first;
    DramCycles last;
  };
  // False: there is nothing to take or settle at this edge.
  bool due(DramCycles now) const { return now >= horizon_; }
  // The refreshes of this rank that close its rows at or before `now`, taken once; then settle().
  std::optional<Run> take(uint32_t rank, DramCycles now);
  void settle(DramCycles now);

  // The next refresh not yet taken, and the edge at which it closes the rank's rows.
  DramCycles next(uint32_t rank) const { return ranks_[rank].next; }
  DramCycles closing(uint32_t rank) const { return ranks_[rank].closing; }
  // The first edge from `edge` on whose command slot refresh leaves free.
  DramCycles free_slot(DramCycles edge) const {
    return edge < first_reserved_ ? edge : skip_reserved(edge);
  }
  // Refreshes of all ranks at edges below `end`.
  uint64_t count_before(DramCycles end) const;

 private:
  struct Rank {
    DramCycles phase{};  // the first refresh
    DramCycles next = kNeverCycles;
    DramCycles closing = kNeverCycles;
    DramCycles taken = kNeverCycles;  // the last one taken: its slots may still lie ahead
  };
  DramCycles skip_reserved(DramCycles edge) const;
  bool reserved(DramCycles edge) const;

  DramCycles interval_;
  DramCycles lead_;  // tRP
  bool enabled_;
  DramCycles horizon_ = kNeverCycles;
  DramCycles first_reserved_ = kNeverCycles;
  std::vector<Rank> ranks_;
};

}  // namespace cowmmu
