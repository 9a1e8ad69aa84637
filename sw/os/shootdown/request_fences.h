// SPDX-License-Identifier: Apache-2.0
// The fences that a flush request comes to.
#pragma once

#include "os/shootdown/i_shootdown_policy.h"

namespace cowmmu {

// For each PTE of the range.
template <class Do>
void each_fence(Asid asid, const FlushRange& range, Do fence) {
  for (uint64_t i = 0; i < range.ptes; ++i)
    fence(Fence::of_page(addr_of(Vpn(range.first.value + i * range.pages_per_pte)), asid));
}

// Of tables only the whole ASID (rs1 = x0: an address fence need not touch walk caches), and of
// more than `ceiling` PTEs.
inline bool needs_whole_asid(const FlushRequest& request, uint64_t ceiling) {
  return request.tables || request.ptes() > ceiling;
}

}  // namespace cowmmu
