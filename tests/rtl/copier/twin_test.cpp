// SPDX-License-Identifier: Apache-2.0
// The RTL copier equals the model in every cycle, in three sizes. Which one a file compiles is said
// by its build: TWIN_CLASS is the Verilated class, TWIN_BUILD a name, TWIN_MODEL makes parameters.
#include <gtest/gtest.h>

#include TWIN_HEADER
#include TWIN_ROOT
#include "rtl/copier/copier_twin.h"

namespace cowmmu::test {
namespace {

TEST(CopierTwin, rtl_equals_the_model_in_every_cycle) {
  run_copier_twin<TWIN_CLASS>(TWIN_MODEL(TWIN_BUILD), 20261124);
}

}  // namespace
}  // namespace cowmmu::test
