// SPDX-License-Identifier: Apache-2.0
// Simulations in processes of their own, with their statistics as JSON.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <string>
#include <vector>

#include "errors/errors.h"
#include "simulation.h"

namespace cowmmu {

struct SimulationJob {
  Scenario scenario;
  RunOptions options;
};

struct Finished {
  ExitStatus status = ExitStatus::kDone;
  std::vector<std::string> messages;  // why it is not kDone
  boost::json::object stats;          // empty where the run left none
};

// In the order of `jobs`, `parallel` at a time; `on_done` after each, with the number done so far.
// A crash or a broken invariant is that run's kFailed.
std::vector<Finished> simulate_isolated(const Simulate& simulate,
                                        const std::vector<SimulationJob>& jobs, unsigned parallel,
                                        const std::function<void(size_t done)>& on_done = {});

}  // namespace cowmmu
