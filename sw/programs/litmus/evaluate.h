// SPDX-License-Identifier: Apache-2.0
// Whether an expectation holds now.
#pragma once

#include <string_view>

#include "programs/litmus/cast.h"
#include "programs/litmus/layout.h"
#include "programs/litmus/litmus_probe.h"
#include "programs/litmus/outcome.h"

namespace cowmmu::litmus {

struct Scene {
  const LitmusTest& test;
  ILitmusProbe& probe;
  const AddressLayout& layout;
  const Cast& cast;
};
TestResult evaluate(const Expectation& expectation, const Scene& scene);

std::string_view outcome_text(Outcome outcome);  // "done", "segv", "nomem"

}  // namespace cowmmu::litmus
