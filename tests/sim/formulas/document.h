// SPDX-License-Identifier: Apache-2.0
// The part of docs/formulas.md that is printed from the formulas themselves.
#pragma once

#include <string>

namespace cowmmu::formulas {

inline constexpr const char* kBegin = "<!-- generated: begin -->\n";
inline constexpr const char* kEnd = "<!-- generated: end -->\n";

// The counts, a table of terms for each formula, and the numbers for some sizes.
std::string generated_part();
// `text` with what stands between kBegin and kEnd replaced. Both must be there.
std::string with_generated_part(const std::string& text);

}  // namespace cowmmu::formulas
