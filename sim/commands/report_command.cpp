// SPDX-License-Identifier: Apache-2.0
#include "commands/report_command.h"

#include <fmt/format.h>

#include <filesystem>

#include "output/output_file.h"
#include "output/progress.h"
#include "output/same_file.h"
#include "report/page.h"
#include "report/static_page.h"
#include "store/point_store.h"

namespace cowmmu {
namespace {

PointsTable points_of(const std::string& db, Progress& progress) {
  PointStore store(db, StoreAccess::kRead);
  PointsTable points;
  store.each([&](int64_t, const PointRow& row) {
    progress.update(points.size(), 0);
    points.add(row);
  });
  return points;
}

ReportAbout about_of(const ReportCommandOptions& options) {
  const std::string name = std::filesystem::path(options.db).filename().string();
  const std::string command = fmt::format("cowmmu report {} -o {}{}", options.db, options.out,
                                          options.is_static ? " --static" : "");
  return {name, command, {}, {}};
}

}  // namespace

ExitStatus report_command(const ReportCommandOptions& options, CommandContext& context) {
  if (!context.overrides.sets.empty() || context.overrides.seed)
    throw InputError("found --set or --seed, allowed none: results are shown as they are");
  refuse_database_file("-o", options.out, options.db);
  Progress progress("reading points", !context.quiet);
  const PointsTable points = points_of(options.db, progress);
  progress.clear();
  const std::string page = any_page(points, about_of(options), options.is_static);
  if (options.out == "-") {
    context.out << page;
    return ExitStatus::kDone;
  }
  write_file(options.out, page);
  if (!context.quiet) {
    context.out << fmt::format("{} points, into {}\n", points.size(), options.out);
    if (!has_interactive_page() && !options.is_static) {
      context.err << fmt::format("cowmmu report: a plain page, as by --static: {}\n",
                                 kWithoutInteractivePage);
    }
  }
  return ExitStatus::kDone;
}

}  // namespace cowmmu
