// SPDX-License-Identifier: Apache-2.0
// From the text of a .litmus file to its tests (docs: "Litmus tests").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programs/litmus/ast.h"
#include "programs/litmus/litmus_error.h"

namespace cowmmu::litmus {

// All tests of a file in order. Throws LitmusError for the first bad line. `file` is used in
// messages only. Features of the language that this version cannot run (LitmusTest::not_yet) are
// no error here.
std::vector<LitmusTest> parse_litmus(const std::string& file, std::string_view text);

}  // namespace cowmmu::litmus
