// SPDX-License-Identifier: Apache-2.0
#include "store/point_store.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <thread>

#include "base/check.h"
#include "errors/errors.h"

namespace cowmmu {
namespace {

// Says in the file's header whose file it is: "COW!".
constexpr int64_t kApplication = 0x434f5721;
constexpr int64_t kSchema = 1;

constexpr const char* kCreate = R"(
CREATE TABLE points (
  key TEXT NOT NULL PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('ok', 'failed', 'crashed', 'timeout')),
  error TEXT NOT NULL,
  axes TEXT NOT NULL,
  config TEXT NOT NULL,
  stats TEXT NOT NULL,
  seed INTEGER NOT NULL,
  seconds REAL NOT NULL,
  tool TEXT NOT NULL
))";

constexpr const char* kColumns = "key, status, error, axes, config, stats, seed, seconds, tool";

constexpr std::array kStatusNames{"ok", "failed", "crashed", "timeout"};

PointRow row_of(const Statement& s) {
  PointRow row;
  row.key = s.text(0);
  row.status = status_of(s.text(1));
  row.error = s.text(2);
  row.axes = s.text(3);
  row.config = s.text(4);
  row.stats = s.text(5);
  row.seed = static_cast<uint64_t>(s.integer(6));  // SQLite's integers are signed: the same bits
  row.seconds = s.real(7);
  row.tool = s.text(8);
  return row;
}

// Changing the mode of a file needs it alone, and SQLite does not wait for that: another sweep may
// be making the same file.
void enter(Journal journal, Database& database) {
  const char* sql =
      journal == Journal::kWal ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = DELETE";
  for (int attempts = 100;; --attempts) {
    const int code = sqlite3_exec(database.handle(), sql, nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) return;
    if ((code & 0xff) != SQLITE_BUSY || attempts == 0) database.fail(code);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace

const char* status_name(PointStatus status) { return kStatusNames.at(static_cast<size_t>(status)); }

PointStatus status_of(const std::string& name) {
  for (size_t i = 0; i < kStatusNames.size(); ++i) {
    if (name == kStatusNames[i]) return static_cast<PointStatus>(i);
  }
  throw RunError("a row has the unknown status " + name);
}

PointStore::PointStore(const std::filesystem::path& path, StoreAccess access, Journal journal)
    : database_(path, access) {
  open_schema(path, access, journal);
}

void PointStore::open_schema(const std::filesystem::path& path, StoreAccess access,
                             Journal journal) {
  if (access == StoreAccess::kWrite) prepare_writing(journal);
  if (database_.integer("PRAGMA application_id") != kApplication) {
    throw InputError(path.string() +
                     ": found another program's database, allowed one made by `cowmmu sweep`");
  }
  const int64_t version = database_.integer("PRAGMA user_version");
  if (version != kSchema) {
    throw InputError(fmt::format("{}: found version {}, allowed {}: made by another cowmmu",
                                 path.string(), version, kSchema));
  }
}

// Leaves another program's file as it is.
void PointStore::prepare_writing(Journal journal) {
  const auto is_empty = [this] {
    return database_.integer("SELECT count(*) FROM sqlite_schema") == 0;
  };
  const int64_t application = database_.integer("PRAGMA application_id");
  if (application != kApplication && (application != 0 || !is_empty())) return;
  enter(journal, database_);
  // WAL with NORMAL loses nothing when the process dies; a power cut may lose the last rows, but
  // never leaves the file inconsistent (sqlite.org/wal.html).
  if (journal == Journal::kWal) database_.execute("PRAGMA synchronous = NORMAL");
  Transaction transaction(database_);
  if (is_empty()) {
    database_.execute(kCreate);
    database_.execute(fmt::format("PRAGMA application_id = {}", kApplication));
    database_.execute(fmt::format("PRAGMA user_version = {}", kSchema));
  }
  transaction.commit();
}

std::optional<PointStatus> PointStore::status(const std::string& key) {
  if (!status_) status_.emplace(database_, "SELECT status FROM points WHERE key = ?1");
  status_->bind(1, std::string_view(key));
  if (!status_->step()) return std::nullopt;
  const PointStatus status = status_of(status_->text(0));
  status_->reset();  // or its snapshot would stay
  return status;
}

std::string PointStore::error(const std::string& key) {
  Statement select(database_, "SELECT error FROM points WHERE key = ?1");
  select.bind(1, std::string_view(key));
  if (!select.step()) return {};
  const std::string error = select.text(0);
  return error.substr(0, error.find('\n'));
}

void PointStore::put(const PointRow& row, bool replace) {
  if (!put_) {
    put_.emplace(database_,
                 fmt::format("INSERT INTO points ({}) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9) "
                             "ON CONFLICT (key) DO UPDATE SET status = ?2, error = ?3, axes = ?4, "
                             "config = ?5, stats = ?6, seed = ?7, seconds = ?8, tool = ?9 "
                             "WHERE ?10 OR status <> 'ok'",
                             kColumns));
  }
  put_->bind(1, std::string_view(row.key)).bind(2, std::string_view(status_name(row.status)));
  put_->bind(3, std::string_view(row.error)).bind(4, std::string_view(row.axes));
  put_->bind(5, std::string_view(row.config)).bind(6, std::string_view(row.stats));
  put_->bind(7, static_cast<int64_t>(row.seed)).bind(8, row.seconds);
  put_->bind(9, std::string_view(row.tool)).bind(10, static_cast<int64_t>(replace));
  put_->step();
}

void PointStore::each(const std::function<void(int64_t id, const PointRow& row)>& visit) {
  Statement all(database_, fmt::format("SELECT {}, rowid FROM points ORDER BY rowid", kColumns));
  while (all.step()) visit(all.integer(9), row_of(all));
}

PointRow PointStore::row(int64_t id) {
  if (!row_) {
    row_.emplace(database_, fmt::format("SELECT {} FROM points WHERE rowid = ?1", kColumns));
  }
  row_->bind(1, id);
  const bool there = row_->step();
  COWMMU_CHECK(there, "no row " + std::to_string(id));
  PointRow row = row_of(*row_);
  row_->reset();
  return row;
}

}  // namespace cowmmu
