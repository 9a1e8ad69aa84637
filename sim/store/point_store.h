// SPDX-License-Identifier: Apache-2.0
// PointStore: the results of sweeps in an SQLite file, one row a point. Each row is written in a
// transaction of its own, in WAL mode: a sweep that is killed loses only the points in flight, and
// several sweeps may write to one file.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "store/sqlite.h"

namespace cowmmu {

enum class PointStatus { kOk, kFailed, kCrashed, kTimeout };

const char* status_name(PointStatus status);     // "ok", "failed", "crashed", "timeout"
PointStatus status_of(const std::string& name);  // throws RunError for another name

struct PointRow {
  std::string key;  // PointKeys::of
  PointStatus status = PointStatus::kOk;
  std::string error;   // lines; empty: ok
  std::string axes;    // JSON: {"os.fork": "eager", ...}
  std::string config;  // JSON: the complete configuration
  std::string stats;   // JSON: stats.json without its `config`; empty: the run left none
  uint64_t seed = 0;
  double seconds = 0;  // of the host
  std::string tool;    // tool_identity()
};

// How writers are kept apart. kWal: by memory that they share, on one machine. kRollback: by locks
// on the file, which a network file system has, too.
enum class Journal { kWal, kRollback };

class PointStore {
 public:
  // Throws InputError for a file that cannot be opened, is no database, is another program's, or is
  // of a newer version. kRead needs a file that is there, and takes it as it is.
  PointStore(const std::filesystem::path& path, StoreAccess access,
             Journal journal = Journal::kWal);
  PointStore(const PointStore&) = delete;  // its statements refer to its connection
  PointStore& operator=(const PointStore&) = delete;

  std::optional<PointStatus> status(const std::string& key);
  std::string error(const std::string& key);  // its first line

  // A point that is there and `ok` stays, unless `replace`: another sweep was first.
  void put(const PointRow& row, bool replace);

  // Several rows at once: all or none of them.
  Transaction transaction() { return Transaction(database_); }
  // While it lives, reading sees the rows of one moment.
  Transaction snapshot() { return Transaction(database_, "DEFERRED"); }
  // Every row with its number, in the order of these. The callback may call `row`.
  void each(const std::function<void(int64_t id, const PointRow& row)>& visit);
  PointRow row(int64_t id);

 private:
  void open_schema(const std::filesystem::path& path, StoreAccess access, Journal journal);
  void prepare_writing(Journal journal);

  Database database_;
  std::optional<Statement> status_, put_, row_;
};

}  // namespace cowmmu
