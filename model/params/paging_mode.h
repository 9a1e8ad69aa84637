// SPDX-License-Identifier: Apache-2.0
// machine.mmu.mode as a paging mode.
#pragma once

#include "base/paging.h"
#include "params/params.h"

namespace cowmmu {

inline PagingMode paging_mode(const MmuParams& mmu) {
  return mmu.mode == "sv39"   ? PagingMode::kSv39
         : mmu.mode == "sv48" ? PagingMode::kSv48
                              : PagingMode::kSv57;
}

}  // namespace cowmmu
