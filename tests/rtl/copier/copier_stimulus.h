// SPDX-License-Identifier: Apache-2.0
// CopierStimulus: random traffic for a copier: copies back to back and with gaps, a memory of
// random latency that answers in any order and is not always ready, aborts at any moment, and
// answers that nobody waits for; in phases of different mixes. A descriptor stays until it is
// accepted.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "copier/copier_if.h"

namespace cowmmu::test {

// What the traffic has done: a test that wants to fail must have done all of it.
struct CopierTraffic {
  uint64_t copies = 0, aborted = 0, finished_in_spite = 0;  // by how they ended
  uint64_t held_reads = 0, held_writes = 0;                 // offered, and not accepted
  uint64_t out_of_order = 0, uninvited = 0;                 // answers
  uint64_t full_window = 0;                                 // cycles with every entry under way
};

class CopierStimulus {
 public:
  CopierStimulus(uint64_t window, uint64_t seed) : window_(window), random_(seed) {}

  CopierIn next();
  void accepted(const CopierIn& in, const CopierOut& out);
  void reset();

  const CopierTraffic& traffic() const { return traffic_; }

 private:
  // What the memory owes: reads or writes, each with the cycle from which it may be answered.
  struct Owed {
    uint64_t id, due;
  };
  using Debts = std::vector<Owed>;

  bool one_in(uint64_t n) { return random_() % n == 0; }
  void new_phase();
  void owe(Debts& debts, uint64_t id) { debts.push_back({id, cycle_ + random_() % latency_}); }
  bool pay(Debts& debts, uint64_t& id);
  Line random_line();

  uint64_t window_;
  std::mt19937_64 random_;
  uint64_t cycle_ = 0;
  uint64_t latency_ = 1, stall_one_in_ = 2, abort_one_in_ = 1000, gap_ = 1;
  CopierIn in_;
  bool abort_asked_ = false;
  Debts reads_, writes_;
  CopierTraffic traffic_;
};

}  // namespace cowmmu::test
