// SPDX-License-Identifier: Apache-2.0
// Pool: runs functions in children of their own, several at a time.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

#include "runner/child.h"

namespace cowmmu {

struct PoolOptions {
  unsigned jobs = 1;                                              // children at a time, at least 1
  std::optional<std::chrono::milliseconds> limit;                 // for each child; none: no limit
  std::function<void(size_t index, const ChildResult&)> on_done;  // in the order of completion
};

// What `-j` means: 0 is one a processor.
unsigned jobs_or_processors(unsigned jobs);

// Gives the next function to run, or nothing when there are no more. Called in the parent when a
// child may start, so that long work needs neither all functions nor all results at once.
using ChildSource = std::function<std::optional<ChildFunction>()>;

// Results go to `on_done` alone, with the number of the call of `next`, from 0.
// SIGINT, SIGTERM or SIGHUP meanwhile: the children are killed and Interrupted is thrown; so for
// whatever `next` and `on_done` throw.
void run_stream(const ChildSource& next, const PoolOptions& options);

// Results in the order of `functions`, whatever the order in which they end; interrupts as above.
std::vector<ChildResult> run_in_children(const std::vector<ChildFunction>& functions,
                                         const PoolOptions& options = {});

ChildResult run_in_child(const ChildFunction& function,
                         std::optional<std::chrono::milliseconds> limit = std::nullopt);

}  // namespace cowmmu
