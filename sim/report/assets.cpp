// SPDX-License-Identifier: Apache-2.0
#include "report/assets.h"

// Defined in assets.S.in, by .incbin.
extern "C" {
extern const char kCowmmuPageHtml[], kCowmmuPageHtmlEnd[];
extern const char kCowmmuPageCss[], kCowmmuPageCssEnd[];
extern const char kCowmmuPageJs[], kCowmmuPageJsEnd[];
extern const char kCowmmuStatsSchema[], kCowmmuStatsSchemaEnd[];
}

namespace cowmmu {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<size_t>(end - begin)};
}

}  // namespace

std::string_view page_template() { return between(kCowmmuPageHtml, kCowmmuPageHtmlEnd); }
std::string_view page_style() { return between(kCowmmuPageCss, kCowmmuPageCssEnd); }
std::string_view page_script() { return between(kCowmmuPageJs, kCowmmuPageJsEnd); }
std::string_view stats_schema() { return between(kCowmmuStatsSchema, kCowmmuStatsSchemaEnd); }

}  // namespace cowmmu
