// SPDX-License-Identifier: Apache-2.0
// The grammar of what operations and expectations have in common: page ranges and conditions.
#pragma once

#include "programs/litmus/ast.h"
#include "programs/litmus/lexer.h"

namespace cowmmu::litmus {

// How much of `NAME[.P[-Q]][+OFF]` is allowed.
enum class RangeForm : uint8_t {
  kWholeOrRange,     // NAME[.P[-Q]]
  kRangeWithOffset,  // NAME.P[-Q][+OFF]
  kPageWithOffset,   // NAME.P[+OFF]
  kPage,             // NAME.P
};
PageRange parse_range(LineLexer& line, RangeForm form);

bool starts_condition(const LineLexer& line);
// `== V`, `in {V, ...}` ...
Condition parse_condition(LineLexer& line);
uint64_t parse_value(LineLexer& line);  // `= V`

}  // namespace cowmmu::litmus
