// SPDX-License-Identifier: Apache-2.0
// IpiProtocol: the software shootdown in simulated memory that the ipi_* policies share. Every hart
// has a request slot as initiator (a line for acknowledgements, lines for the request) and a
// mailbox as target (a word with a bit for each initiator whose request it has to serve).
//   initiator: write the request; acks = targets; for each target in order: set the own bit in its
//     mailbox, send an IPI unless another one's is still on its way there (Linux's
//     call_single_queue does the same); fence locally; wait until acks is 0.
//   target: swap its mailbox with 0; for each initiator in order: read the request, fence, acks
//   -= 1.
// Any number of harts may initiate at once: those that wait take IPIs, and serving waits for
// nothing, so there is no deadlock. An initiator never waits with interrupts off (checked). A
// request of more than os.flush_ceiling PTEs, of more ranges than a slot holds, or of tables fences
// the ASID whole (rs1 = x0: an address fence need not touch walk caches). Timing, n targets, r
// ranges, f local fences: 2 + 2r stores, n atomics, n sends, f fences, 1 load
//   and a load a change of acks. Target, a request: os.cost.ipi_handler, 1 + 2r loads, its fences,
//   1 atomic; and 1 atomic an IPI. r = 0 where the ASID is fenced whole.
// A free request (os.cost.fork_flush = free) reaches the same harts, but its initiator spends no
// time on it except waiting for the acknowledgements: request and mailboxes are host state
// (free_flush.h), sends and local fences take no time. Target: os.cost.ipi_handler, its fences, 1
// atomic.
// Parameters: os.flush_ceiling, os.cost.ipi_handler, os.cost.fork_flush. Twin: none.
// Tests: tests/sw/os/process/shootdown_test.cpp.
#pragma once

#include <vector>

#include "os/shootdown/free_flush.h"
#include "os/shootdown/policies.h"

namespace cowmmu {

class IpiProtocol {
 public:
  explicit IpiProtocol(const ShootdownServices& services);

  struct Target {
    uint64_t harts = 0;  // bit h; the initiator's own is ignored
    bool local = true;   // this hart, too
    Asid asid{};
  };
  // Returns after the last acknowledgement.
  void flush(ICpu& cpu, const Target& target, const FlushRequest& request);
  // Nobody else: for a space that only this hart has run.
  void flush_local(ICpu& cpu, Asid asid, const FlushRequest& request);
  void serve(ICpu& cpu);

  uint64_t harts() const { return harts_; }
  uint64_t everyone() const { return harts_ == 64 ? ~0ULL : (1ULL << harts_) - 1; }

 private:
  static constexpr uint64_t kRequestLines = 17;
  static constexpr uint64_t kMaxRanges = (kRequestLines * kWordsPerLine - 1) / 2;

  bool whole(const FlushRequest& request) const;
  void write_request(ICpu& cpu, Asid asid, const FlushRequest& request);
  void notify(ICpu& cpu, uint64_t targets);
  void flush_free(ICpu& cpu, const Target& target, uint64_t remote, const FlushRequest& request);
  // Until the word of acknowledgements says so.
  void await(ICpu& cpu, uint64_t done);
  void serve_free(ICpu& cpu);
  void acknowledge(ICpu& cpu, HartId initiator);
  void count(ICpu& cpu, uint64_t remote, Cycles began);
  void serve_one(ICpu& cpu, HartId initiator);

  PhysAddr mailbox(HartId hart) const { return line(hart, 0); }
  PhysAddr acks(HartId hart) const { return line(hart, 1); }
  PhysAddr request_word(HartId hart, uint64_t index) const {
    return PhysAddr(line(hart, 2).value + 8 * index);
  }
  PhysAddr line(HartId hart, uint64_t index) const {
    return PhysAddr(first_.value + (hart.value * (2 + kRequestLines) + index) * kLineBytes);
  }

  const OsParams& params_;
  const uint64_t harts_;
  const PhysAddr first_;
  IOsObserver& observer_;
  OsCounters& counters_;
  const bool free_forks_;  // os.cost.fork_flush = free
  FreeFlushes free_;
  std::vector<uint64_t> acks_rest_;  // of each hart: its word of acknowledgements between flushes
};

}  // namespace cowmmu
