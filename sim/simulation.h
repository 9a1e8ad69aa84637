// SPDX-License-Identifier: Apache-2.0
// simulate: builds the machine and the OS of a scenario, runs its workload to the end, and reports.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/scenario.h"
#include "output/record_file.h"
#include "stats/stats.h"

namespace cowmmu {

struct RunOptions {
  bool check = false;                           // the oracles run along
  bool exact_step = false;                      // no run-ahead; always so with a waveform
  std::optional<RecordFile> wave;               // the waveform goes here; none: there is none
  std::filesystem::path gtkw;                   // and GTKWave's view of it
  std::map<std::string, RecordFile> rtl_waves;  // the insides of blocks that are RTL, by block
  std::optional<RecordFile> timeline;           // its events go here; none: none are kept
  // Called now and then with the work done so far; total 0: not known.
  std::function<void(uint64_t done, uint64_t total)> progress;
};

struct SimulationResult {
  Stats stats;
  // What the oracles, the audit and the ledger found, and failures of the workload itself; empty: a
  // good run. A line each.
  std::vector<std::string> failures;
};

// Once a process, before any other SystemC object (runner/child.h). Throws InputError where the
// scenario cannot be run (a bad recording, a program that does not fit its address space) and
// RunError where it fails in a way that leaves no statistics (a working set larger than memory).
SimulationResult simulate(const Scenario& scenario, const RunOptions& options);

// The commands take it as a value, so that tests can put another in its place.
using Simulate = std::function<SimulationResult(const Scenario&, const RunOptions&)>;

}  // namespace cowmmu
