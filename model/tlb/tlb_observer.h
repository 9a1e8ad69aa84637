// SPDX-License-Identifier: Apache-2.0
// ITlbObserver: told of every translation that enters or leaves a TLB. The stale-translation oracle
// is one. A TLB without an observer pays nothing for it on a hit.
#pragma once

#include "tlb/tlb_entry.h"

namespace cowmmu {

class ITlbObserver {
 public:
  virtual ~ITlbObserver() = default;
  virtual void on_fill(const TlbEntry& entry) = 0;
  // Replaced, refilled in place, or removed by a fence.
  virtual void on_evict(const TlbEntry& entry) = 0;
};

}  // namespace cowmmu
