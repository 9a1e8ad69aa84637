// SPDX-License-Identifier: Apache-2.0
// A thin owner of SQLite's connection and statements. One thread; not used in a forked child.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace cowmmu {

enum class StoreAccess { kRead, kWrite };  // only kWrite makes the file

class Database {
 public:
  // Throws InputError where the file cannot be opened.
  Database(const std::filesystem::path& path, StoreAccess access);

  // Without results. Throws as Statement::step does.
  void execute(const std::string& sql);
  // The only value of a query's only row.
  int64_t integer(const std::string& sql);
  [[noreturn]] void fail(int code) const;
  sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::filesystem::path path_;
  std::unique_ptr<sqlite3, Close> handle_;
};

class Statement {
 public:
  Statement(Database& database, std::string_view sql);

  // Parameters and columns are numbered as SQLite does: from 1 and from 0. Text must outlive
  // step().
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, int64_t value);
  Statement& bind(int parameter, double value);
  // True: there is a row. At the end the statement is ready to be bound again. Throws InputError
  // for a file that is no database, RunError for anything else (disk full, locked for long).
  bool step();
  std::string text(int column) const;
  int64_t integer(int column) const;
  double real(int column) const;
  void reset();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database, const std::string& kind = "IMMEDIATE");
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace cowmmu
