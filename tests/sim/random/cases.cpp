// SPDX-License-Identifier: Apache-2.0
#include "cases.h"

#include "runner/pool.h"

namespace cowmmu::random {
namespace {

constexpr std::chrono::milliseconds kLimit{60000};

}  // namespace

// The same program under every fork policy, with the shootdown policies in turn, on a machine of
// its own each time.
std::vector<Case> determinate_cases(uint64_t seed) {
  Random random(seed, 1);
  const Rules rules{.seed = seed, .determinate = true, .shared = random.below(2) == 0};
  std::vector<Case> cases;
  for (size_t k = 0; k < kForks.size(); ++k) {
    const Policies policies{kForks[k], kShootdowns[(seed + k) % kShootdowns.size()]};
    cases.push_back({.rules = rules, .config = random_machine(random, policies, false)});
  }
  return cases;
}

Case racy_case(uint64_t seed) {
  Random random(seed, 2);
  const Rules rules{.seed = seed, .determinate = false, .shared = random.below(2) == 0};
  const Policies policies{kForks[random.below(kForks.size())],
                          kShootdowns[random.below(kShootdowns.size())]};
  return {.rules = rules, .config = random_machine(random, policies, random.below(4) == 0)};
}

std::vector<Outcome> run_all(const std::vector<Case>& cases) {
  std::vector<ChildFunction> functions;
  for (const Case& c : cases) functions.push_back(runner_of(c));
  PoolOptions options;
  options.limit = kLimit;
  std::vector<Outcome> outcomes;
  for (const ChildResult& result : run_in_children(functions, options))
    outcomes.push_back(outcome_of(result));
  return outcomes;
}

}  // namespace cowmmu::random
