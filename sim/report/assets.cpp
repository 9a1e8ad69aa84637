// SPDX-License-Identifier: Apache-2.0
#include "report/assets.h"

// Defined in assets.S.in, by .incbin.
extern "C" {
extern const char cowmmu_page_html[], cowmmu_page_html_end[];
extern const char cowmmu_page_css[], cowmmu_page_css_end[];
extern const char cowmmu_page_js[], cowmmu_page_js_end[];
extern const char cowmmu_stats_schema[], cowmmu_stats_schema_end[];
}

namespace cowmmu {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<size_t>(end - begin)};
}

}  // namespace

std::string_view page_template() { return between(cowmmu_page_html, cowmmu_page_html_end); }
std::string_view page_style() { return between(cowmmu_page_css, cowmmu_page_css_end); }
std::string_view page_script() { return between(cowmmu_page_js, cowmmu_page_js_end); }
std::string_view stats_schema() { return between(cowmmu_stats_schema, cowmmu_stats_schema_end); }

}  // namespace cowmmu
