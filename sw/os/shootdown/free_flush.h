// SPDX-License-Identifier: Apache-2.0
// FreeFlushes: the requests and mailboxes of shootdowns that cost their initiator nothing
// (os.cost.fork_flush = free): host state in the place of ipi_protocol.h's words in memory. As
// those, it may be touched only in one order: right after ICpu::synchronise().
#pragma once

#include <utility>
#include <vector>

#include "os/shootdown/i_shootdown_policy.h"

namespace cowmmu {

class FreeFlushes {
 public:
  struct Request {
    Asid asid{};
    bool whole = false;  // the ASID, not its leaves
    std::vector<FlushRange> leaves;
  };
  explicit FreeFlushes(uint64_t harts) : requests_(harts), mailboxes_(harts) {}

  // Stands until every target has acknowledged it.
  void write(HartId initiator, Request request) { requests_[initiator.value] = std::move(request); }
  const Request& read(HartId initiator) const { return requests_[initiator.value]; }
  // False where another one's IPI is on its way to the target: it serves this one, too.
  bool notify(HartId initiator, HartId target) {
    return std::exchange(mailboxes_[target.value],
                         mailboxes_[target.value] | 1ULL << initiator.value) == 0;
  }
  // The initiators whose requests the target has to serve.
  uint64_t take(HartId target) { return std::exchange(mailboxes_[target.value], 0); }

 private:
  std::vector<Request> requests_;
  std::vector<uint64_t> mailboxes_;
};

}  // namespace cowmmu
