// SPDX-License-Identifier: Apache-2.0
#include "commands/export_command.h"

#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "commands/export_rows.h"
#include "output/output_file.h"
#include "output/progress.h"
#include "output/same_file.h"

namespace cowmmu {
namespace {

void check_options(const ExportCommandOptions& options) {
  if (options.csv.empty() && options.jsonl.empty()) {
    throw InputError("found neither --csv nor --jsonl, allowed one of them or both");
  }
  if (options.csv == "-" && options.jsonl == "-") {
    throw InputError("found --csv - and --jsonl -, allowed one of them on standard output");
  }
  refuse_same_file("--jsonl", options.jsonl, options.csv, "what --csv writes");
  refuse_database_file("--csv", options.csv, options.db);
  refuse_database_file("--jsonl", options.jsonl, options.db);
}

// A file, or standard output for "-".
class Sink {
 public:
  Sink(const std::string& path, std::ostream& out) : out_(out) {
    if (path != "-") file_.emplace(path);
  }
  void write(std::string_view bytes) {
    if (file_) {
      file_->write(bytes);
    } else {
      out_ << bytes;
    }
  }
  void commit() {
    if (file_) file_->commit();
  }

 private:
  std::ostream& out_;
  std::optional<OutputFile> file_;
};

}  // namespace

ExitStatus export_command(const ExportCommandOptions& options, CommandContext& context) {
  check_options(options);
  if (!context.overrides.sets.empty() || context.overrides.seed)
    throw InputError("found --set or --seed, allowed none: results are exported as they are");
  PointStore store(options.db, StoreAccess::kRead);
  std::optional<Sink> csv, jsonl;
  if (!options.csv.empty()) csv.emplace(options.csv, context.out);
  if (!options.jsonl.empty()) jsonl.emplace(options.jsonl, context.out);

  const Transaction moment = store.snapshot();
  ExportRows rows(store);
  if (csv) csv->write(csv_line(rows.columns()));
  Progress progress("export", !context.quiet);
  size_t done = 0;
  rows.each([&](const FlatRow& row) {
    progress.update(done++, rows.size());
    if (csv) csv->write(csv_line(row));
    if (jsonl) jsonl->write(json_line(rows.columns(), row));
  });
  progress.clear();
  if (csv) csv->commit();
  if (jsonl) jsonl->commit();
  if (!context.quiet && options.csv != "-" && options.jsonl != "-") {
    context.out << fmt::format("{} rows, {} columns\n", rows.size(), rows.columns().size());
  }
  return ExitStatus::kDone;
}

}  // namespace cowmmu
