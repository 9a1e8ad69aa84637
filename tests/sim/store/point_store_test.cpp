// SPDX-License-Identifier: Apache-2.0
#include "store/point_store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>

#include "errors/errors.h"
#include "runner/pool.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

class Store : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("cowmmu-store-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    path_ = folder_ / "g.db";
  }
  void TearDown() override { fs::remove_all(folder_); }

  static PointRow row(const std::string& key, PointStatus status = PointStatus::kOk) {
    return {key,         status,      status == PointStatus::kOk ? "" : "it\nfailed",
            "{\"a\":1}", "{\"c\":2}", "{}",
            UINT64_MAX,  0.5,         "1.0 abc"};
  }
  size_t count() {
    size_t rows = 0;
    PointStore(path_, StoreAccess::kRead).each([&](int64_t, const PointRow&) { ++rows; });
    return rows;
  }
  std::string integrity() {
    Database database(path_, StoreAccess::kRead);
    Statement check(database, "PRAGMA integrity_check");
    EXPECT_TRUE(check.step());
    return check.text(0);
  }
  std::string open_error(StoreAccess access) {
    try {
      PointStore(path_, access);
    } catch (const InputError& e) {
      return e.what();
    }
    return "no error";
  }

  fs::path folder_, path_;
};

TEST_F(Store, a_row_comes_back_whole) {
  PointStore(path_, StoreAccess::kWrite).put(row("k", PointStatus::kTimeout), false);
  PointStore store(path_, StoreAccess::kRead);
  EXPECT_EQ(store.status("k"), PointStatus::kTimeout);
  EXPECT_EQ(store.status("j"), std::nullopt);
  EXPECT_EQ(store.error("k"), "it");
  store.each([&](int64_t id, const PointRow& seen) {
    for (const PointRow& r : {seen, store.row(id)}) {
      EXPECT_EQ(r.key, "k");
      EXPECT_EQ(r.error, "it\nfailed");
      EXPECT_EQ(r.axes + r.config + r.stats, "{\"a\":1}{\"c\":2}{}");
      EXPECT_EQ(r.seed, UINT64_MAX);
      EXPECT_EQ(r.seconds, 0.5);
      EXPECT_EQ(r.tool, "1.0 abc");
    }
  });
  EXPECT_EQ(count(), 1U);
}

TEST_F(Store, a_good_row_stays_and_a_failed_one_gives_way) {
  PointStore store(path_, StoreAccess::kWrite);
  store.put(row("k", PointStatus::kCrashed), false);
  store.put(row("k"), false);
  EXPECT_EQ(store.status("k"), PointStatus::kOk);
  store.put(row("k", PointStatus::kFailed), false);
  EXPECT_EQ(store.status("k"), PointStatus::kOk);
  store.put(row("k", PointStatus::kFailed), true);
  EXPECT_EQ(store.status("k"), PointStatus::kFailed);
  EXPECT_EQ(count(), 1U);
}

TEST_F(Store, a_reader_sees_what_a_writer_puts_while_it_is_open) {
  PointStore writer(path_, StoreAccess::kWrite);
  PointStore reader(path_, StoreAccess::kRead);
  EXPECT_EQ(reader.status("k"), std::nullopt);
  writer.put(row("k"), false);
  EXPECT_EQ(reader.status("k"), PointStatus::kOk);
  const Transaction moment = reader.snapshot();
  EXPECT_EQ(reader.status("k"), PointStatus::kOk);
  writer.put(row("l"), false);
  EXPECT_EQ(reader.status("l"), std::nullopt);
}

TEST_F(Store, the_last_to_close_leaves_the_file_alone_behind) {
  PointStore(path_, StoreAccess::kWrite).put(row("k"), false);
  { PointStore(path_, StoreAccess::kRead).row(1); }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
  EXPECT_THROW(PointStore(path_, StoreAccess::kRead).put(row("l"), false), InputError);
}

TEST_F(Store, a_file_may_change_its_journal_and_several_rows_come_at_once) {
  const auto journal = [this] {
    Database database(path_, StoreAccess::kRead);
    Statement mode(database, "PRAGMA journal_mode");
    EXPECT_TRUE(mode.step());
    return mode.text(0);
  };
  PointStore(path_, StoreAccess::kWrite).put(row("a"), false);
  EXPECT_EQ(journal(), "wal");
  {
    PointStore store(path_, StoreAccess::kWrite, Journal::kRollback);
    store.put(row("b"), false);
    Transaction both = store.transaction();
    store.put(row("c"), false);
    store.put(row("d"), false);
    both.commit();
    const Transaction rolled_back = store.transaction();
    store.put(row("e"), false);
  }
  EXPECT_EQ(journal(), "delete");
  EXPECT_EQ(count(), 4U);
  EXPECT_EQ(PointStore(path_, StoreAccess::kWrite).status("d"), PointStatus::kOk);
  EXPECT_EQ(journal(), "wal");
}

// As a user who may not write there; root may always.
TEST_F(Store, what_lies_in_a_read_only_folder_is_read) {
  path_ = folder_ / "100 %41?#.db";
  PointStore(path_, StoreAccess::kWrite).put(row("k"), false);
  fs::permissions(folder_, static_cast<fs::perms>(0555));
  const auto read = [this] {
    if (::geteuid() == 0 && ::seteuid(65534) != 0) return std::string("seteuid");
    try {
      PointStore store(path_, StoreAccess::kRead);
      const Transaction moment = store.snapshot();
      return std::string(status_name(store.status("k").value()));
    } catch (const std::exception& e) {
      return std::string(e.what());
    }
  };
  EXPECT_EQ(run_in_child(read).bytes, "ok");
  // Rows may be in a log that no reader can use here.
  std::ofstream(path_.string() + "-wal") << "log";
  EXPECT_TRUE(run_in_child(read).bytes.ends_with(
      "100 %41?#.db: found a write-ahead log (-wal) beside it in a folder that cannot be written, "
      "which a running sweep has or a killed one left: copy both to a folder of yours"))
      << run_in_child(read).bytes;
  fs::permissions(folder_, fs::perms::owner_all);
}

TEST_F(Store, files_of_others_are_left_alone) {
  const std::string unable =
      ": unable to open database file: is there such a file, and may it and "
      "its folder be written?";
  EXPECT_EQ(open_error(StoreAccess::kRead), path_.string() + unable);
  EXPECT_FALSE(fs::exists(path_));
  Database(path_, StoreAccess::kWrite).execute("CREATE TABLE t (x)");
  for (const StoreAccess access : {StoreAccess::kRead, StoreAccess::kWrite}) {
    EXPECT_EQ(
        open_error(access),
        path_.string() + ": found another program's database, allowed one made by `cowmmu sweep`");
  }
  std::ofstream(path_) << std::string(4096, 'x');
  EXPECT_EQ(open_error(StoreAccess::kWrite),
            path_.string() +
                ": file is not a database, allowed one made by `cowmmu sweep`: name another file");
  path_ = folder_ / "no" / "g.db";
  EXPECT_EQ(open_error(StoreAccess::kWrite), path_.string() + unable);
}

// SQLite itself says that the disk is full when a file reaches its largest size.
TEST_F(Store, a_full_disk_and_a_lock_come_with_a_remedy) {
  { const PointStore made(path_, StoreAccess::kWrite); }
  Database full(path_, StoreAccess::kWrite);
  full.integer("PRAGMA max_page_count = 1");
  try {
    full.execute("CREATE TABLE big AS SELECT zeroblob(1000000)");
    FAIL() << "no error";
  } catch (const RunError& e) {
    EXPECT_EQ(e.what(), path_.string() +
                            ": database or disk is full: is the disk full or over a quota? What is "
                            "stored stays; make space, and the same command goes on");
  }
  Database other(path_, StoreAccess::kWrite);
  sqlite3_busy_timeout(other.handle(), 10);
  const Transaction held(full);
  try {
    const Transaction second(other);
    FAIL() << "no error";
  } catch (const RunError& e) {
    EXPECT_EQ(e.what(), path_.string() +
                            ": database is locked: another program keeps it locked; end that, and "
                            "the same command goes on");
  }
}

TEST_F(Store, a_newer_version_is_refused) {
  { const PointStore made(path_, StoreAccess::kWrite); }
  Database(path_, StoreAccess::kWrite).execute("PRAGMA user_version = 2");
  EXPECT_EQ(open_error(StoreAccess::kRead),
            path_.string() + ": found version 2, allowed 1: made by another cowmmu");
}

TEST_F(Store, many_processes_make_and_fill_one_file) {
  std::vector<ChildFunction> functions(8);
  for (size_t process = 0; process < functions.size(); ++process) {
    functions[process] = [this, process] {
      PointStore store(path_, StoreAccess::kWrite);
      for (int i = 0; i < 50; ++i) {
        store.put(row("shared" + std::to_string(i)), false);
        store.put(row(std::to_string(process) + "." + std::to_string(i)), false);
      }
      return std::string("done");
    };
  }
  for (const ChildResult& r : run_in_children(functions, {.jobs = 8, .limit = {}, .on_done = {}})) {
    EXPECT_EQ(r.bytes, "done") << r.message;
  }
  EXPECT_EQ(count(), 50U + 8 * 50U);
  EXPECT_EQ(integrity(), "ok");
}

TEST_F(Store, a_killed_writer_leaves_all_that_it_put) {
  const ChildResult killed = run_in_child([this]() -> std::string {
    PointStore store(path_, StoreAccess::kWrite);
    for (int i = 0; i < 20; ++i) store.put(row(std::to_string(i)), false);
    ::kill(::getpid(), SIGKILL);
    return "not reached";
  });
  EXPECT_EQ(killed.end, ChildEnd::kCrashed);
  EXPECT_EQ(count(), 20U);
  EXPECT_EQ(integrity(), "ok");
}

}  // namespace
}  // namespace cowmmu
