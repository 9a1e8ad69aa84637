// SPDX-License-Identifier: Apache-2.0
// FenceWatch: says of a translation whether a fence should have removed it: its leaf was read up to
// the edge at which a fence that it matches was accepted, and that edge has passed.
#pragma once

#include <deque>

#include "rtl/mmu/mmu_tables.h"
#include "tlb/tlb_entry.h"

namespace cowmmu::test {

class FenceWatch {
 public:
  void accepted(const Fence& fence, uint64_t cycle) {
    fences_.push_back({fence, cycle});
    if (fences_.size() > kKept) fences_.pop_front();
  }
  // Of an answer, a page of 4 KiB; of an entry.
  bool forbids(Vpn vpn, Asid asid, Ppn frame) const;
  bool forbids(const TlbEntry& entry) const;
  void reset() { fences_.clear(); }

 private:
  static constexpr size_t kKept = 64;
  struct Accepted {
    Fence fence;
    uint64_t cycle;
  };

  std::deque<Accepted> fences_;
};

}  // namespace cowmmu::test
