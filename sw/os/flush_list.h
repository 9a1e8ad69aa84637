// SPDX-License-Identifier: Apache-2.0
// FlushList: PTEs taken away one after another in ascending order, as the ranges of a FlushRequest.
// Neighbours join. Beyond os.flush_ceiling the address space is flushed whole anyway: the list then
// is one range from the first page to the last, so that it never grows.
#pragma once

#include "os/shootdown/i_shootdown_policy.h"

namespace cowmmu {

class FlushList {
 public:
  explicit FlushList(uint64_t ceiling) : ceiling_(ceiling) {}

  void add(Vpn page) {
    auto& ranges = request_.leaves;
    const uint64_t next = ranges.empty() ? 0 : ranges.back().first.value + ranges.back().ptes;
    if (!ranges.empty() && page.value == next) {
      ++ranges.back().ptes;
    } else if (whole_) {
      ranges.back().ptes = page.value + 1 - ranges.back().first.value;
    } else {
      ranges.push_back({.first = page});
    }
    if (!whole_ && ++ptes_ > ceiling_) collapse();
  }
  void add_table() { request_.tables = true; }
  const FlushRequest& request() const { return request_; }
  void clear() {
    request_.leaves.clear();
    request_.tables = whole_ = false;
    ptes_ = 0;
  }

 private:
  void collapse() {
    auto& ranges = request_.leaves;
    const uint64_t first = ranges.front().first.value;
    const uint64_t end = ranges.back().first.value + ranges.back().ptes;
    ranges.assign({{.first = Vpn(first), .ptes = end - first}});
    whole_ = true;
  }

  uint64_t ceiling_;
  uint64_t ptes_ = 0;
  bool whole_ = false;
  FlushRequest request_;
};

}  // namespace cowmmu
