// SPDX-License-Identifier: Apache-2.0
#include "rtl/copier/copier_stimulus.h"

#include <cstddef>

namespace cowmmu::test {

void CopierStimulus::new_phase() {
  static constexpr uint64_t kLatencies[] = {1, 2, 20, 300}, kStalls[] = {2, 3, 20, 100'000};
  static constexpr uint64_t kAborts[] = {60, 300, 2'000, 1'000'000}, kGaps[] = {1, 1, 5, 60};
  latency_ = kLatencies[random_() % 4];
  stall_one_in_ = kStalls[random_() % 4];
  abort_one_in_ = kAborts[random_() % 4];
  gap_ = kGaps[random_() % 4];
}

Line CopierStimulus::random_line() {
  Line line;
  for (uint64_t& word : line) word = random_();
  return line;
}

// One of the answers that are due, any of them; or, rarely, one that nobody waits for.
bool CopierStimulus::pay(Debts& debts, uint64_t& id) {
  if (one_in(400)) {
    id = random_() % window_;
    for (const Owed& owed : debts)
      if (owed.id == id) return false;
    ++traffic_.uninvited;
    return true;
  }
  if (debts.empty() || one_in(stall_one_in_ + 1)) return false;
  const size_t at = random_() % debts.size();
  if (debts[at].due > cycle_) return false;
  if (at != 0) ++traffic_.out_of_order;
  id = debts[at].id;
  debts.erase(debts.begin() + static_cast<std::ptrdiff_t>(at));
  return true;
}

CopierIn CopierStimulus::next() {
  if (cycle_++ % 3'001 == 0) new_phase();
  if (!in_.desc_valid && one_in(gap_)) {
    in_.desc_valid = true;
    in_.desc_src = Ppn(random_() >> 20);
    in_.desc_dst = Ppn(random_() >> 20);
  }
  in_.abort_valid = one_in(abort_one_in_);
  in_.rd_ready = !one_in(stall_one_in_);
  in_.wr_ready = !one_in(stall_one_in_);
  in_.rsp_valid = pay(reads_, in_.rsp_id);
  if (in_.rsp_valid) in_.rsp_data = random_line();
  in_.ack_valid = pay(writes_, in_.ack_id);
  return in_;
}

void CopierStimulus::accepted(const CopierIn& in, const CopierOut& out) {
  if (in.desc_valid && out.desc_ready) in_.desc_valid = abort_asked_ = false;
  if (out.busy && !out.done_valid && in.abort_valid) abort_asked_ = true;
  if (out.rd_valid && in.rd_ready) owe(reads_, out.rd_id);
  if (out.wr_valid && in.wr_ready) owe(writes_, out.wr_id);
  if (out.rd_valid && !in.rd_ready) ++traffic_.held_reads;
  if (out.wr_valid && !in.wr_ready) ++traffic_.held_writes;
  if (reads_.size() + writes_.size() >= window_) ++traffic_.full_window;
  if (!out.done_valid) return;
  ++traffic_.copies;
  if (out.done_aborted) ++traffic_.aborted;
  if (abort_asked_ && !out.done_aborted) ++traffic_.finished_in_spite;
}

void CopierStimulus::reset() {
  in_ = {};
  abort_asked_ = false;
  reads_.clear();
  writes_.clear();
}

}  // namespace cowmmu::test
