// SPDX-License-Identifier: Apache-2.0
// The parameters as text: for `cowmmu params` and for docs/parameters.md.
#pragma once

#include <string>
#include <string_view>

#include "params/registry.h"

namespace cowmmu {

// A block a parameter: name, default, range and unit on one line, meaning and source below it.
std::string params_as_text(const ParamRegistry& registry, std::string_view preset);
// docs/parameters.md: the presets, then a table a group.
std::string params_as_markdown(const ParamRegistry& registry, std::string_view preset);

}  // namespace cowmmu
