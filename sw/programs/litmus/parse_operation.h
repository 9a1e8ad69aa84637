// SPDX-License-Identifier: Apache-2.0
// The grammar of operations and of what stands after them. Names are left for checker.h.
#pragma once

#include "programs/litmus/ast.h"
#include "programs/litmus/lexer.h"

namespace cowmmu::litmus {

// An operation as written: `map A pages=2`, `R := read A.0`. `reg` is empty where none is assigned.
struct ParsedOperation {
  Operation op;
  std::string reg;
  Position at, reg_at;
};
ParsedOperation parse_operation(LineLexer& line);
// `-> segv`, `-> nomem` or nothing; only what `op` can end in is allowed.
Outcome parse_outcome(LineLexer& line, const Operation& op);

// The word that `op` starts with, for messages.
std::string_view operation_name(const Operation& op);

}  // namespace cowmmu::litmus
