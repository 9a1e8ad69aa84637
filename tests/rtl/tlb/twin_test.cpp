// SPDX-License-Identifier: Apache-2.0
// The RTL TLBs equal the model in every cycle, in three sizes. Which one a file compiles is said by
// its build: TWIN_CLASS is the Verilated class, TWIN_MODEL l1_model or l2_model, TWIN_BUILD a name.
#include <gtest/gtest.h>

#include TWIN_HEADER
#include TWIN_ROOT
#include "rtl/tlb/tlb_twin.h"

namespace cowmmu::test {
namespace {

TEST(TlbTwin, rtl_equals_the_model_in_every_cycle) {
  const Params params = params_of(TWIN_BUILD);
  run_tlb_twin<TWIN_CLASS>(TWIN_MODEL(params), mode_of(params), 20261124);
}

}  // namespace
}  // namespace cowmmu::test
