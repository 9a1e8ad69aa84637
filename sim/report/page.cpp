// SPDX-License-Identifier: Apache-2.0
#include "report/page.h"

#include <fmt/format.h>

#include "base/check.h"
#include "config/workload.h"
#include "params/presets.h"
#include "params/registry.h"
#include "report/assets.h"
#include "report/html.h"
#include "report/packed.h"
#include "stats/version.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

// Unit, meaning and choices of each parameter that the points have; of the preset, which others
// follow, also the default.
json::object params_json(const PointsTable& points) {
  const std::vector<std::string> presets = preset_names();
  json::object params{{"preset",
                       {{"unit", ""},
                        {"meaning", ""},
                        {"choices", json::array(presets.begin(), presets.end())},
                        {"initial", kDefaultPreset}}}};
  for (const ParamInfo& info : all_params()) {
    if (points.find("config." + info.name) == nullptr) continue;
    params[info.name] =
        json::object{{"unit", info.unit},
                     {"meaning", info.meaning},
                     {"choices", json::array(info.choices.begin(), info.choices.end())}};
  }
  return params;
}

json::object about_json(const PointsTable& points, const ReportAbout& about) {
  const std::string_view schema = stats_schema();
  return {{"title", about.title},
          {"command", about.command},
          {"program", fmt::format("{} {}", version(), git_commit())},
          {"rows", points.size()},
          {"axes", json::array(points.axes().begin(), points.axes().end())},
          {"pins", about.pins},
          {"break_even", about.break_even},
          {"params", params_json(points)},
          {"schema", json::parse({schema.data(), schema.size()})}};
}

// Inside <script type="application/json">, which "</script" would end.
std::string embedded(const json::object& object) {
  std::string text;
  for (const char c : json::serialize(object)) text += c == '<' ? "\\u003c" : std::string(1, c);
  return text;
}

}  // namespace

bool has_interactive_page() { return !page_script().empty(); }

std::string interactive_page(const PointsTable& points, const ReportAbout& about) {
  COWMMU_CHECK(has_interactive_page(), "this program has no interactive page");
  const std::string body =
      "<noscript><p class=\"notice\">This page needs scripts. `cowmmu report --static` makes one "
      "without.</p></noscript>\n<div id=\"page\"></div>\n"
      "<script type=\"application/json\" id=\"about\">" +
      embedded(about_json(points, about)) +
      "</script>\n<script type=\"application/octet-stream\" id=\"points\">" +
      base64(gzipped(points.text())) + "</script>\n<script>" + std::string(page_script()) +
      "</script>\n";
  return html_page(about.title, body, "; script-src " + csp_hash(page_script()));
}

}  // namespace cowmmu
