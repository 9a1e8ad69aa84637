// SPDX-License-Identifier: Apache-2.0
// LateMemory: the requests of walks that memory has accepted, until their time comes; answered in
// any order.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "walker/random_pte.h"
#include "walker/walker_if.h"

namespace cowmmu::test {

class LateMemory {
 public:
  void accept(const WalkMemReq& request, uint64_t due) { waiting_.push_back({request, due}); }
  // Any of those whose time has come, at most one a cycle; none in one cycle of `stall_one_in`.
  std::optional<WalkMemReq> take(RandomPtes& random, uint64_t now, uint64_t stall_one_in) {
    if (waiting_.empty() || random.one_in(stall_one_in)) return std::nullopt;
    const auto any = waiting_.begin() + static_cast<ptrdiff_t>(random.below(waiting_.size()));
    if (any->due > now) return std::nullopt;
    const WalkMemReq request = any->request;
    waiting_.erase(any);
    return request;
  }
  void clear() { waiting_.clear(); }

 private:
  struct Waiting {
    WalkMemReq request;
    uint64_t due = 0;
  };
  std::vector<Waiting> waiting_;
};

}  // namespace cowmmu::test
