// SPDX-License-Identifier: Apache-2.0
// The RTL fence unit equals the model in every cycle, among TLBs of three sizes. Which one a file
// compiles is said by its build: TWIN_CLASS is the Verilated class, TWIN_BUILD a name.
#include <gtest/gtest.h>

#include TWIN_HEADER
#include "rtl/fabric/fence_unit_twin.h"

namespace cowmmu::test {
namespace {

TEST(FenceUnitTwin, rtl_equals_the_model_in_every_cycle) {
  run_fence_unit_twin<TWIN_CLASS>(params_of(TWIN_BUILD), 20261126);
}

}  // namespace
}  // namespace cowmmu::test
