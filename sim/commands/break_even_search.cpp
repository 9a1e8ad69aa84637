// SPDX-License-Identifier: Apache-2.0
#include "commands/break_even_search.h"

#include <algorithm>
#include <cmath>

#include "commands/break_even.h"

namespace cowmmu {
namespace {

Scenario with_written(const Scenario& scenario, const CostQuery& query, uint64_t pages) {
  Scenario changed = with_param(scenario, "os.fork", query.policy);
  changed.workload.values["written"] =
      static_cast<double>(query.written) / static_cast<double>(pages);
  return changed;
}

}  // namespace

bool has_break_even(const Scenario& scenario, const std::vector<std::string>& policies) {
  return scenario.workload.has("written") &&
         std::ranges::find(policies, kReferencePolicy) != policies.end();
}

std::vector<BreakEvenResult> find_break_even(const Scenario& scenario,
                                             const std::vector<std::string>& policies,
                                             const std::map<std::string, uint64_t>& known,
                                             const CyclesOf& cycles_of) {
  const uint64_t pages = scenario.workload.integer("pages");
  const CostFunction costs = [&](const std::vector<CostQuery>& queries) {
    std::vector<Scenario> scenarios;
    scenarios.reserve(queries.size());
    for (const CostQuery& q : queries) scenarios.push_back(with_written(scenario, q, pages));
    return cycles_of(scenarios);
  };
  BreakEven search(costs, pages);
  // floor(written * pages + 0.5) pages, as the program counts them.
  const auto written = static_cast<uint64_t>(
      std::floor(scenario.workload.real("written") * static_cast<double>(pages) + 0.5));
  for (const auto& [policy, cycles] : known) search.know({policy, written}, cycles);
  std::vector<BreakEvenResult> found;
  for (const std::string& policy : policies) {
    if (policy == kReferencePolicy) continue;
    found.push_back({policy, kReferencePolicy, search.find(policy, kReferencePolicy), pages,
                     search.falls(policy, kReferencePolicy)});
  }
  return found;
}

}  // namespace cowmmu
