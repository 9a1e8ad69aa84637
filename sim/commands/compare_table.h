// SPDX-License-Identifier: Apache-2.0
// The table that `compare` prints: a column a policy.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace cowmmu {

struct PolicyRun {
  std::string policy;
  boost::json::object stats;
};

struct BreakEvenResult {
  std::string policy, against;
  std::optional<uint64_t> written;  // pages; nothing: faster with all of them written
  uint64_t pages = 0;               // of the workload
  bool falls = false;               // slower with none written, faster with all
};

// "cow takes as long as eager with 6,605 of 16,384 pages written (40.3 %)"
std::string break_even_text(const BreakEvenResult& result);

std::string compare_text(const std::vector<PolicyRun>& runs,
                         const std::vector<BreakEvenResult>& break_even);

// {schema, scenario, runs: [{policy, stats}], break_even: [{policy, against, written|null}]}, with
// `written` as a fraction of the pages.
boost::json::object compare_json(const std::string& scenario, const std::vector<PolicyRun>& runs,
                                 const std::vector<BreakEvenResult>& break_even);

}  // namespace cowmmu
