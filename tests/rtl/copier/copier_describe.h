// SPDX-License-Identifier: Apache-2.0
// A copier's ports in words, for failures.
#pragma once

#include <string>

#include "copier/copier_if.h"

namespace cowmmu::test {

std::string describe(const CopierIn& in);
std::string describe(const CopierOut& out);

}  // namespace cowmmu::test
