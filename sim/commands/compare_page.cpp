// SPDX-License-Identifier: Apache-2.0
#include "commands/compare_page.h"

#include <fmt/format.h>

#include "report/static_page.h"
#include "stats/pretty_json.h"
#include "stats/version.h"

namespace cowmmu {
namespace {

namespace json = boost::json;

constexpr const char* kWritten = "workload.written";

PointRow point_of(json::object stats, const json::object& axes) {
  PointRow row;
  row.axes = one_line(axes);
  row.config = one_line(stats.at("config"));
  row.seed = stats.at("seed").to_number<uint64_t>();
  row.seconds = stats.at("host").at("wall_seconds").to_number<double>();
  row.tool = fmt::format("{} {}", version(), git_commit());
  stats.erase("config");
  row.stats = one_line(stats);
  return row;
}

}  // namespace

std::string compare_page(const Scenario& scenario, const std::vector<json::object>& simulated,
                         const json::object& document, const std::string& command) {
  json::object axes{{"os.fork", nullptr}};
  json::object pins;
  if (scenario.workload.has("written")) {
    axes[kWritten] = nullptr;
    pins[kWritten] = scenario.workload.real("written");
  }
  PointsTable points;
  for (const json::object& stats : simulated) points.add(point_of(stats, axes));
  return any_page(points, {scenario.path, command, pins, document.at("break_even").as_array()},
                  false);
}

}  // namespace cowmmu
