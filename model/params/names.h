// SPDX-License-Identifier: Apache-2.0
// Nearest known name: what an error message suggests for a misspelt one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace cowmmu {

// Single-character insertions, deletions, substitutions and swaps of neighbours that turn `a` into
// `b` (optimal string alignment distance).
unsigned edit_distance(std::string_view a, std::string_view b);

// The known name with the least distance to `found`, the first of several; empty if none is close
// enough to be a typing error (more than a third of the name differs, at least two characters).
std::string nearest_name(std::string_view found, std::span<const std::string> known);

// " (did you mean NAME?)", or nothing where no name is near.
std::string did_you_mean(std::string_view found, std::span<const std::string> known);

// "a, b, c"
std::string join_names(std::span<const std::string> names);

}  // namespace cowmmu
