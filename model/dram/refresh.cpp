// SPDX-License-Identifier: Apache-2.0
#include "dram/refresh.h"

#include <algorithm>

#include "base/check.h"

namespace cowmmu {

RefreshSchedule::RefreshSchedule(const DramTiming& timing, uint32_t ranks, bool enabled)
    : interval_(timing.tREFI), lead_(timing.tRP), enabled_(enabled), ranks_(ranks) {
  if (!enabled) return;
  // Room for a whole row cycle between refreshes, and distinct command slots for the ranks.
  const DramCycles busy = timing.tRFC + timing.tRP + timing.tRC * 2 + write_data_end(timing);
  COWMMU_CHECK(interval_ > busy && interval_.value / ranks > timing.tRP.value + 1,
               "tREFI leaves no time for accesses");
  for (uint32_t r = 0; r < ranks; ++r) {
    Rank& rank = ranks_[r];
    rank.phase = rank.next = DramCycles((r + 1) * interval_.value / ranks);
    rank.closing = rank.next - lead_;
  }
  settle(DramCycles(0));
}

std::optional<RefreshSchedule::Run> RefreshSchedule::take(uint32_t rank, DramCycles now) {
  Rank& r = ranks_[rank];
  if (now < r.closing) return std::nullopt;
  const uint64_t more = (now - r.closing).value / interval_.value;
  const Run run{r.next, r.next + interval_ * more};
  r.taken = run.last;
  r.next = run.last + interval_;
  r.closing = r.next - lead_;
  return run;
}

void RefreshSchedule::settle(DramCycles now) {
  horizon_ = first_reserved_ = kNeverCycles;
  for (const Rank& r : ranks_) {
    const bool ahead = r.taken != kNeverCycles && r.taken >= now;
    // Settling again once both slots are past keeps free_slot at one compare.
    horizon_ = std::min(horizon_, ahead ? r.taken + DramCycles(1) : r.closing);
    first_reserved_ = std::min(first_reserved_, ahead ? r.taken - lead_ : r.closing);
  }
}

bool RefreshSchedule::reserved(DramCycles edge) const {
  return std::any_of(ranks_.begin(), ranks_.end(), [&](const Rank& r) {
    const bool taken = r.taken != kNeverCycles && (edge == r.taken || edge == r.taken - lead_);
    return taken || edge == r.closing || edge == r.next;
  });
}

DramCycles RefreshSchedule::skip_reserved(DramCycles edge) const {
  while (enabled_ && reserved(edge)) ++edge;
  return edge;
}

uint64_t RefreshSchedule::count_before(DramCycles end) const {
  uint64_t count = 0;
  for (const Rank& r : ranks_) {
    if (enabled_ && end > r.phase)
      count += (end - r.phase - DramCycles(1)).value / interval_.value + 1;
  }
  return count;
}

}  // namespace cowmmu
