// SPDX-License-Identifier: Apache-2.0
// The requests a channel holds: a bounded queue in order of age for reads, one for writes.
#pragma once

#include <vector>

#include "dram/channel_timing.h"

namespace cowmmu {

struct DramRequest {
  LineAddr line;
  bool write = false;
  Picos arrival;
  uint64_t tag = 0;  // handed back with a read's completion; means nothing here
};

enum class RowOutcome : uint8_t { kHit, kMiss, kConflict };

struct QueuedRequest {
  LineAddr line;
  uint64_t row;
  BankIndex bank;
  RowOutcome outcome = RowOutcome::kHit;  // until a precharge or activate is issued for it
  DramCycles seen;                        // the first edge after its arrival
  uint64_t tag;
};

class RequestQueue {
 public:
  explicit RequestQueue(uint64_t capacity) : capacity_(capacity) { requests_.reserve(capacity); }

  bool full() const { return requests_.size() >= capacity_; }
  bool empty() const { return requests_.empty(); }
  size_t size() const { return requests_.size(); }
  auto begin() const { return requests_.begin(); }
  auto end() const { return requests_.end(); }
  QueuedRequest& operator[](size_t age) { return requests_[age]; }

  void push(const QueuedRequest& request) { requests_.push_back(request); }
  void remove(size_t age) { requests_.erase(requests_.begin() + static_cast<ptrdiff_t>(age)); }
  bool holds(LineAddr line) const {
    return std::any_of(begin(), end(), [&](const QueuedRequest& q) { return q.line == line; });
  }
  bool holds_row(BankIndex bank, uint64_t row) const {
    return std::any_of(begin(), end(),
                       [&](const QueuedRequest& q) { return q.bank == bank && q.row == row; });
  }

 private:
  size_t capacity_;
  std::vector<QueuedRequest> requests_;
};

}  // namespace cowmmu
