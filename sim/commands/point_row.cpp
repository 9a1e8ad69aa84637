// SPDX-License-Identifier: Apache-2.0
#include "commands/point_row.h"

#include <fmt/format.h>

#include "config/config_json.h"
#include "errors/errors.h"
#include "stats/pretty_json.h"

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

}  // namespace

PointRow point_row(const Plan& plan, size_t point, const std::string& key, Finished finished) {
  const Scenario scenario = plan.scenario(point);
  if (scenario.workload.kind == WorkloadKind::kTrace && !plan.is_run_of(point, key))
    throw InputError(fmt::format(
        "{}: changed while the sweep ran: its results are not stored, the same command goes on",
        scenario.workload.file.string()));
  PointRow row;
  row.key = key;
  row.status = status_of(finished);
  row.error = fmt::format("{}", fmt::join(finished.messages, "\n"));
  row.axes = one_line(plan.axes(point));
  row.config = one_line(config_json(scenario));
  finished.stats.stable_erase("config");
  if (!finished.stats.empty()) row.stats = one_line(finished.stats);
  row.seed = scenario.config.seed;
  row.seconds = finished.seconds;
  row.tool = plan.tool();
  return row;
}

}  // namespace cowmmu
