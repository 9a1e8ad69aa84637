// SPDX-License-Identifier: Apache-2.0
// The values that a replay writes (a recording has none), and where in a line or page the accesses
// of a run go.
//
// Values (sim/traces/FORMAT.md): a thread's k-th store to a line (k from 1) writes mix64(TID, k)
// into word (thread ordinal mod 8) of the line; the ordinal is the thread's place in the recording.
// Loads: the i-th access of a run, if it is a load, reads word i mod 8.
// Page grain: the i-th access of a run to page P goes to line (P + i) mod 64 of the page, so that
// short runs do not all meet in the first cache sets. Fetches are at the start of their line.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>

#include "base/program.h"
#include "os/syscall.h"
#include "programs/trace/recording.h"

namespace cowmmu::trace {

// One thread's stores so far, by line.
class StoreValues {
 public:
  StoreValues() = default;
  StoreValues(RecordedTid tid, ThreadIndex ordinal)
      : tid_(tid), word_bytes_(ordinal % kWordsPerLine * 8) {}

  Op store(VirtAddr line) {
    const uint64_t k = ++stores_[line.value >> kLineShift];
    return Op::store(VirtAddr(line.value + word_bytes_), mix64(tid_.value, k));
  }

 private:
  RecordedTid tid_{};
  uint64_t word_bytes_ = 0;
  boost::unordered_flat_map<uint64_t, uint32_t> stores_;
};

// The accesses of one run, in order: first_store() loads, stores() stores, loads for the rest.
class RunOps {
 public:
  RunOps() = default;
  RunOps(const Recording& recording, const Record& run)
      : base_(recording.base(run)),
        pages_(recording.grain == Grain::kPage),
        fetch_(run.kind() == Kind::kFetch),
        count_(run.count()),
        first_store_(run.first_store()),
        stores_(run.stores()) {}

  bool done() const { return index_ == count_; }

  Op next(StoreValues& values) {
    const uint32_t i = index_++;
    const VirtAddr line = line_of_access(i);
    if (fetch_) return Op::fetch(line);
    if (i - first_store_ < stores_) return values.store(line);  // unsigned: false below the first
    return Op::load(VirtAddr(line.value + i % kWordsPerLine * 8));
  }

 private:
  VirtAddr line_of_access(uint32_t i) const {
    if (!pages_) return base_;
    const uint64_t line = (vpn_of(base_).value + i) % kLinesPerPage;
    return VirtAddr(base_.value + line * kLineBytes);
  }

  VirtAddr base_{};
  bool pages_ = false;
  bool fetch_ = false;
  uint32_t index_ = 0;
  uint32_t count_ = 0;
  uint32_t first_store_ = 0;
  uint32_t stores_ = 0;
};

}  // namespace cowmmu::trace
