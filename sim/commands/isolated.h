// SPDX-License-Identifier: Apache-2.0
// Simulations in processes of their own, with their statistics as JSON.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "errors/errors.h"
#include "runner/pool.h"
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
  ChildEnd end = ChildEnd::kReturned;
  double seconds = 0;  // of the host, from fork to end
};

// The next simulation, or nothing when there are no more; each is asked for when it may start.
using SimulationSource = std::function<std::optional<SimulationJob>()>;

struct StreamOptions {
  unsigned parallel = 1;
  std::optional<std::chrono::milliseconds> limit;  // for each; none: no limit
  // In the order of completion; `index` is the number of the call of the source.
  std::function<void(size_t index, Finished finished)> on_done;
};

// A crash, a broken invariant or a simulation past its limit is that run's kFailed.
void simulate_stream(const Simulate& simulate, const SimulationSource& next,
                     const StreamOptions& options);

// The same for a few: in the order of `jobs`; `on_done` after each, with the number done so far.
std::vector<Finished> simulate_isolated(const Simulate& simulate,
                                        const std::vector<SimulationJob>& jobs, unsigned parallel,
                                        const std::function<void(size_t done)>& on_done = {});

}  // namespace cowmmu
