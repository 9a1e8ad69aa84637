// SPDX-License-Identifier: Apache-2.0
// A fence unit's ports in words, for failures.
#pragma once

#include <string>

#include "fabric/fence_unit_if.h"

namespace cowmmu {

std::string describe(const FenceUnitIn& in);
std::string describe(const FenceUnitOut& out);

}  // namespace cowmmu
