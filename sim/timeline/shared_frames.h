// SPDX-License-Identifier: Apache-2.0
// SharedFrames: how many frames are in use, and how many of them more than one page-table entry
// maps. Sums: the order in which changes of one instant are added does not matter.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>

#include "timeline/record.h"

namespace cowmmu {

class SharedFrames {
 public:
  // kMapping and kFrames; nothing else counts.
  void add(const Record& record) {
    if (record.kind == RecordKind::kFrames) in_use_ += static_cast<int64_t>(record.a);
    if (record.kind == RecordKind::kMapping) add_mapping(record.a, static_cast<int64_t>(record.b));
  }
  int64_t in_use() const { return in_use_; }
  int64_t shared() const { return shared_; }

 private:
  void add_mapping(uint64_t frame, int64_t change) {
    int64_t& mappings = mappings_[frame];
    const bool before = mappings > 1;
    mappings += change;
    shared_ += static_cast<int64_t>(mappings > 1) - static_cast<int64_t>(before);
    if (mappings == 0) mappings_.erase(frame);
  }

  boost::unordered_flat_map<uint64_t, int64_t> mappings_;
  int64_t in_use_ = 0;
  int64_t shared_ = 0;
};

}  // namespace cowmmu
