// SPDX-License-Identifier: Apache-2.0
// run_litmus_test: builds a machine and an OS, and lets a litmus test play on them.
#pragma once

#include "config/scenario.h"
#include "programs/litmus/ast.h"
#include "programs/litmus/outcome.h"

namespace cowmmu {

// Once a process, before any other SystemC object, as simulate(). The oracles always run along;
// what they find is the test's failure. What it throws is, too.
litmus::TestResult run_litmus_test(const litmus::LitmusTest& test, const Configuration& config);

}  // namespace cowmmu
