// SPDX-License-Identifier: Apache-2.0
// One random program on one machine with both oracles, in a process of its own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "os/mutants.h"
#include "random_machine.h"
#include "random_program.h"
#include "runner/child.h"

namespace cowmmu::random {

struct Case {
  Rules rules;
  std::function<std::unique_ptr<IProgram>()> program{};  // empty: a random one, by the rules
  Configuration config;
  bool exact_step = false;
  bool statistics = false;  // gives them as well
  bool images = true;       // in the statistics
  OsMutants mutants{};
};

struct Outcome {
  std::vector<std::string> findings;  // empty: all is well
  std::string images;                 // of all processes, in an order that no schedule changes
  std::string statistics;             // stats.json without `host`; images with their processes
};

// For run_in_children(): the outcome as bytes.
ChildFunction runner_of(const Case& which);
// A child that crashed, threw or hung is a finding.
Outcome outcome_of(const ChildResult& result);

// The seeds of a test: `count` from `first` on, or the one in the environment's
// COWMMU_RANDOM_SEED.
std::vector<uint64_t> seeds(uint64_t first, uint64_t count);

}  // namespace cowmmu::random
