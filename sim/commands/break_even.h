// SPDX-License-Identifier: Apache-2.0
// The break-even written fraction: how much of the memory must be written after a fork until a
// policy's run takes as long as the reference's.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace cowmmu {

// Total cycles of runs that differ in policy and in the number of written pages: one value a
// (policy, pages) asked for, in order. Called with few pairs at a time, which may run in parallel.
struct CostQuery {
  std::string policy;
  uint64_t written = 0;
  bool operator<(const CostQuery& o) const {
    return std::tie(policy, written) < std::tie(o.policy, o.written);
  }
};
using CostFunction = std::function<std::vector<uint64_t>(const std::vector<CostQuery>&)>;

class BreakEven {
 public:
  // `cost` is asked at most once for each pair.
  BreakEven(CostFunction cost, uint64_t pages) : cost_(std::move(cost)), pages_(pages) {}

  // A cost that is known already.
  void know(const CostQuery& query, uint64_t cycles) { known_[query] = cycles; }

  // The number of written pages from which on `policy` takes at least as long as `against`: 0 if it
  // does with none and with all of them, nothing if it is faster when every page is written. Keeps
  // two numbers of pages between which the difference changes its sign and tries, in turn, the line
  // through both, the neighbour of the last try, and the middle: a few runs where costs are nearly
  // linear, at most 3 log2(pages) whatever their shape. Exact to the page where the difference
  // comes from below zero once; as long a run with no page written does not count as above.
  std::optional<uint64_t> find(const std::string& policy, const std::string& against);

  // Whether `policy` takes longer than `against` with no page written, and less with all of them.
  bool falls(const std::string& policy, const std::string& against);

 private:
  int64_t difference(const std::string& policy, const std::string& against, uint64_t written);

  CostFunction cost_;
  uint64_t pages_;
  std::map<CostQuery, uint64_t> known_;
};

}  // namespace cowmmu
