// SPDX-License-Identifier: Apache-2.0
// One scenario run for its host time: the part after the mark, and each fork alone.
#pragma once

#include <string>

namespace cowmmu::bench {

struct Measured {
  double seconds = 0;       // host, from the workload's mark to the last process's exit
  double fork_seconds = 0;  // host, from the entry of fork to its return, summed
  double accesses = 0;      // user accesses after the mark, of all harts
  double mmu_cycles = 0;    // of all MMUs that are worked through cycle by cycle: those on RTL
  double peak_mib = 0;      // resident set of the process that ran it
};

// In a child process, as every run is (sim/runner). `toml` is a scenario file's text.
// Throws std::runtime_error where the run fails.
Measured measure(const std::string& toml);

}  // namespace cowmmu::bench
