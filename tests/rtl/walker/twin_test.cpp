// SPDX-License-Identifier: Apache-2.0
// The RTL walker equals the model in every cycle, in three sizes. Which one a file compiles is said
// by its build: TWIN_CLASS is the Verilated class, TWIN_BUILD a name.
#include <gtest/gtest.h>

#include TWIN_HEADER
#include TWIN_ROOT
#include "rtl/walker/walker_twin.h"

namespace cowmmu::test {
namespace {

TEST(WalkerTwin, rtl_equals_the_model_in_every_cycle) {
  run_walker_twin<TWIN_CLASS>(params_of(TWIN_BUILD), 20261125);
}

}  // namespace
}  // namespace cowmmu::test
