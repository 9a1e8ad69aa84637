// SPDX-License-Identifier: Apache-2.0
// A walker's ports in words, for failures.
#pragma once

#include <string>

#include "walker/walker_if.h"

namespace cowmmu {

std::string describe(const WalkerIn& in);
std::string describe(const WalkerOut& out);

}  // namespace cowmmu
