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

// machine.walker.hier is an input: every build has both kinds of pointers.
TEST(WalkerTwin, rtl_equals_the_model_with_the_other_kind_of_pointers) {
  Params params = params_of(TWIN_BUILD);
  params.machine.walker.hier = !params.machine.walker.hier;
  run_walker_twin<TWIN_CLASS>(params, 20261140);
}

}  // namespace
}  // namespace cowmmu::test
