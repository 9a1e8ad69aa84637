// SPDX-License-Identifier: Apache-2.0
#include "commands/point_row.h"

#include <fmt/format.h>

#include "config/config_json.h"
#include "errors/errors.h"
#include "stats/pretty_json.h"
#include "sweep/point_keys.h"

namespace cowmmu {
namespace {

PointStatus status_of(const Finished& finished) {
  switch (finished.end) {
    case ChildEnd::kTimedOut:
      return PointStatus::kTimeout;
    case ChildEnd::kCrashed:
    case ChildEnd::kThrew:  // a broken invariant: an error of the program, as a crash is
      return PointStatus::kCrashed;
    case ChildEnd::kReturned:
      break;
  }
  return finished.status == ExitStatus::kDone ? PointStatus::kOk : PointStatus::kFailed;
}

boost::json::object complete_config(const Plan& plan, const Scenario& scenario,
                                    const std::string& key) {
  boost::json::object config = config_json(scenario);
  if (scenario.workload.kind != WorkloadKind::kTrace) return config;
  PointKeys keys(plan.tool());
  if (keys.of(scenario) != key)
    throw InputError(fmt::format(
        "{}: changed while the sweep ran: its results are not stored, the same command goes on",
        scenario.workload.file.string()));
  config["workload"].as_object()["trace_sha256"] = keys.content_of(scenario.workload.file);
  return config;
}

}  // namespace

PointRow point_row(const Plan& plan, size_t point, const std::string& key, Finished finished) {
  const Scenario scenario = plan.scenario(point);
  PointRow row;
  row.key = key;
  row.status = status_of(finished);
  row.error = fmt::format("{}", fmt::join(finished.messages, "\n"));
  row.axes = one_line(plan.axes(point));
  row.config = one_line(complete_config(plan, scenario, key));
  finished.stats.stable_erase("config");
  if (!finished.stats.empty()) row.stats = one_line(finished.stats);
  row.seed = scenario.config.seed;
  row.seconds = finished.seconds;
  row.tool = plan.tool();
  return row;
}

}  // namespace cowmmu
