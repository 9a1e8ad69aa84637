// SPDX-License-Identifier: Apache-2.0
// The parameters of an RTL build, for its tests.
#pragma once

#include "base/paging.h"
#include "builds/rtl_build.h"

namespace cowmmu::test {

inline Params params_of(const char* build) {
  return rtl_build_params(ParamRegistry(), *find_rtl_build(build));
}

inline PagingMode mode_of(const Params& params) {
  const std::string& mode = params.machine.mmu.mode;
  return mode == "sv39"   ? PagingMode::kSv39
         : mode == "sv48" ? PagingMode::kSv48
                          : PagingMode::kSv57;
}

}  // namespace cowmmu::test
