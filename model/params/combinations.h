// SPDX-License-Identifier: Apache-2.0
// Values that are legal one by one but not together.
#pragma once

#include "params/registry.h"

namespace cowmmu {

// Throws ParamError naming the pair of parameters and the rule they break.
void check_combination(const Params& params);

}  // namespace cowmmu
