// SPDX-License-Identifier: Apache-2.0
// HTML that every page shares.
#pragma once

#include <string>
#include <string_view>

namespace cowmmu {

// Text as HTML shows it, also inside an attribute's quotes.
std::string escaped(std::string_view text);

// A whole document: title, the style, and a content security policy that allows nothing but that
// style, images made by the page itself, and `more_policy` ("; script-src ...").
std::string html_page(std::string_view title, std::string_view body, std::string_view more_policy);

}  // namespace cowmmu
