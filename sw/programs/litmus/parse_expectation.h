// SPDX-License-Identifier: Apache-2.0
// The grammar of what follows `expect`. Names are left for scope.h.
#pragma once

#include "programs/litmus/ast.h"
#include "programs/litmus/lexer.h"

namespace cowmmu::litmus {

Expectation parse_expectation(LineLexer& line);  // `at` is where the expectation begins
std::string_view counter_name(Counter counter);

}  // namespace cowmmu::litmus
