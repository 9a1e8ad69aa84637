// SPDX-License-Identifier: Apache-2.0
// A Stats with every optional part and distinct numbers, for tests.
#pragma once

#include "stats/stats.h"

namespace cowmmu {

inline Stats example_stats() {
  Stats s;
  s.seed = 3;
  s.config = {{"preset", "server"},
              {"seed", 3},
              {"machine", boost::json::object{{"clock_mhz", 3000}}},
              {"hart", boost::json::object()},
              {"os", boost::json::object{{"fork", "cow"}}},
              {"workload", boost::json::object{{"program", "fork_write"}, {"pages", 16}}}};
  s.cycles = Cycles(1000);
  for (uint64_t h = 0; h < 2; ++h) {
    Stats::Hart hart{HartId(h), Cycles(1000), {}};
    hart.ledger[static_cast<size_t>(Phase::kUserCompute)] = Cycles(400 + h);
    hart.ledger[static_cast<size_t>(Phase::kIdle)] = Cycles(600 - h);
    s.harts.push_back(hart);
  }
  s.fork.count = 1;
  s.fork.cycles.add(250);
  s.faults.cow_copy.add(Cycles(30));
  s.faults.cow_copy.add(Cycles(50));
  s.faults.zero_fill.add(Cycles(20));
  s.requests.emplace().add(Cycles(77));
  s.trace = Stats::Trace{"line", 10, 4};
  s.copies = {2, "core", {}};
  s.dram.read_latency_ps.add(52500);
  s.frames = {.total = 100, .peak = 40, .allocated = 50, .freed = 50, .leaked = 0};
  s.processes.images = {{Pid(1), 0, 5, std::string(64, 'a')}};
  s.host = {4.0, 2.0, 100, 1 << 20};
  return s;
}

}  // namespace cowmmu
