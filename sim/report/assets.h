// SPDX-License-Identifier: Apache-2.0
// The files that pages are made of, embedded in the program.
#pragma once

#include <string_view>

namespace cowmmu {

std::string_view page_template();  // HTML with {{names}}
std::string_view page_style();     // CSS
std::string_view stats_schema();   // docs/stats.schema.json
// The page's program, without network or eval. Empty where it could not be bundled when this was
// built (docs/report.md): only pages without scripts can be made, then.
std::string_view page_script();

}  // namespace cowmmu
