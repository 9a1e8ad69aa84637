// SPDX-License-Identifier: Apache-2.0
// Lockstep: a model and its RTL twin get the same inputs in every cycle; every output is compared
// in every cycle, the contents at intervals and after each reset. Both are reset at random moments:
// in phases seldom, so that what they hold grows, often, or very often, so that resets meet states
// that are rare.
//   Model, Rtl:  Out step(In); void reset(); with `==` for Out; and the model: bool at_rest()
//   Stimulus:    In next(); void accepted(In, Out) after each cycle; void reset()
//   Contents:    bool equal(Model, Rtl): what state both show, asked when the model is at rest
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

namespace cowmmu::test {

struct LockstepPlan {
  uint64_t seed = 0;
  uint64_t cycles = 1'000'000;  // COWMMU_TWIN_CYCLES wins
  uint64_t contents_every = 997;
  uint64_t phase = 25'000;
  std::array<uint64_t, 4> reset_one_in{20'011, 211, 20'011, 2'003};
};

inline uint64_t twin_cycles(uint64_t own) {
  const char* const given = std::getenv("COWMMU_TWIN_CYCLES");
  return given == nullptr ? own : std::stoull(given);
}

// Stops at the first mismatch, as a failure of the calling test.
template <class Model, class Rtl, class Stimulus, class Contents>
void run_lockstep(Model& model, Rtl& rtl, Stimulus& stimulus, Contents equal,
                  const LockstepPlan& plan) {
  const uint64_t cycles = twin_cycles(plan.cycles);
  std::mt19937_64 resets(plan.seed ^ 0x5e7);
  uint64_t reset_count = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (uint64_t cycle = 0; cycle < cycles; ++cycle) {
    const uint64_t gap = plan.reset_one_in[cycle / plan.phase % plan.reset_one_in.size()];
    if (resets() % gap == 0) {
      model.reset(), rtl.reset(), stimulus.reset();
      ++reset_count;
      if (!equal(model, rtl)) FAIL() << "contents after cycle " << cycle << ", of a reset";
    }
    const auto in = stimulus.next();
    const auto expected = model.step(in);
    const auto found = rtl.step(in);
    if (!(found == expected)) {
      FAIL() << "cycle " << cycle << "\n  in    " << describe(in) << "\n  model "
             << describe(expected) << "\n  rtl   " << describe(found);
    }
    stimulus.accepted(in, expected);
    if (cycle % plan.contents_every == 0 && model.at_rest() && !equal(model, rtl))
      FAIL() << "contents after cycle " << cycle;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  EXPECT_GT(reset_count, cycles / plan.phase / plan.reset_one_in.size() * 50);
  std::cout << "lockstep: 0 mismatches in " << cycles << " cycles, " << reset_count
            << " resets, seed " << plan.seed << ", "
            << static_cast<uint64_t>(static_cast<double>(cycles) / took.count()) << " cycles/s\n";
}

}  // namespace cowmmu::test
