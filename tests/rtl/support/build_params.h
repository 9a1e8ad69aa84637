// SPDX-License-Identifier: Apache-2.0
// The parameters of an RTL build, for its tests.
#pragma once

#include "builds/rtl_build.h"
#include "params/paging_mode.h"

namespace cowmmu::test {

inline Params params_of(const char* build) {
  return rtl_build_params(ParamRegistry(), *find_rtl_build(build));
}

inline PagingMode mode_of(const Params& params) { return paging_mode(params.machine.mmu); }

}  // namespace cowmmu::test
