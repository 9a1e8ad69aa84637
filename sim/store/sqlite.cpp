// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cctype>
#include <system_error>

#include "errors/errors.h"

namespace cowmmu {
namespace {

// Longer than any other sweep holds its lock: a row, or a checkpoint on a slow disk.
constexpr int kBusyMilliseconds = 60'000;

// A file that the user should not have named, rather than something that went wrong.
bool is_bad_input(int code) {
  const int primary = code & 0xff;
  return primary == SQLITE_NOTADB || primary == SQLITE_CORRUPT || primary == SQLITE_CANTOPEN ||
         primary == SQLITE_READONLY || primary == SQLITE_PERM || primary == SQLITE_AUTH;
}

// What the user can do about it; SQLite says what it is.
const char* remedy(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return ": is the disk full or over a quota? What is stored stays; make space, and the same "
             "command goes on";
    case SQLITE_NOTADB:
      return ", allowed one made by `cowmmu sweep`: name another file";
    case SQLITE_CORRUPT:
      return ": move it away, and the same command makes a new one";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ": another program keeps it locked; end that, and the same command goes on";
    case SQLITE_CANTOPEN:
      return ": is there such a file, and may it and its folder be written?";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ": the file and its folder must be writable; name another file";
    default:
      return "";
  }
}

// A URI's path; SQLite decodes it.
std::string uri_path(const std::string& path) {
  std::string uri;
  for (const char c : path) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/';
    uri += is_plain ? std::string{c} : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

// A reader makes files beside a database in WAL mode. Where it may not, the file is read as it is:
// a folder without a log has nobody who writes.
bool is_fixed(const std::filesystem::path& path) {
  if (::faccessat(AT_FDCWD, path.parent_path().c_str(), W_OK, AT_EACCESS) == 0) return false;
  const std::string log = path.string() + "-wal";
  std::error_code none;
  if (std::filesystem::exists(path, none) && std::filesystem::exists(log, none)) {
    throw InputError(path.string() +
                     ": found a write-ahead log (-wal) beside it in a folder that cannot be "
                     "written, which a running sweep has or a killed one left: copy both to a "
                     "folder of yours");
  }
  return true;
}

}  // namespace

Database::Database(const std::filesystem::path& path, StoreAccess access) : path_(path) {
  // Readers, too, open it for writing where they may: whoever closes a file last takes away the
  // write-ahead log that stands beside it.
  int flags = SQLITE_OPEN_READWRITE | (access == StoreAccess::kWrite ? SQLITE_OPEN_CREATE : 0);
  sqlite3* handle = nullptr;
  // In full: SQLite gives names such as ":memory:" and "file:x" a meaning of their own.
  std::string name = std::filesystem::absolute(path).string();
  if (access == StoreAccess::kRead && is_fixed(name)) {
    name = "file:" + uri_path(name) + "?immutable=1";
    flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  }
  const int code = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
  handle_.reset(handle);  // there is one even where opening failed
  if (code != SQLITE_OK) fail(code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  if (access == StoreAccess::kRead) execute("PRAGMA query_only = 1");
}

void Database::fail(int code) const {
  const std::string message = path_.string() + ": " + sqlite3_errmsg(handle_.get()) + remedy(code);
  if (is_bad_input(code)) throw InputError(message);
  throw RunError(message);
}

void Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

int64_t Database::integer(const std::string& sql) {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

Statement::Statement(Database& database, std::string_view sql) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, nullptr);
  statement_.reset(statement);
  if (code != SQLITE_OK) database.fail(code);
}

Statement& Statement::bind(int parameter, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind(int parameter, int64_t value) {
  sqlite3_bind_int64(statement_.get(), parameter, value);
  return *this;
}

Statement& Statement::bind(int parameter, double value) {
  sqlite3_bind_double(statement_.get(), parameter, value);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  reset();
  if (code != SQLITE_DONE) database_.fail(code);
  return false;
}

std::string Statement::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return text == nullptr ? std::string() : std::string(text, static_cast<size_t>(size));
}

int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::real(int column) const { return sqlite3_column_double(statement_.get(), column); }

void Statement::reset() { sqlite3_reset(statement_.get()); }

Transaction::Transaction(Database& database, const std::string& kind) : database_(database) {
  database.execute("BEGIN " + kind);
}

Transaction::~Transaction() {
  // An error may have rolled it back already; then this does nothing.
  if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace cowmmu
