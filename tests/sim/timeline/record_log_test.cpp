// SPDX-License-Identifier: Apache-2.0
#include "timeline/record_log.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "errors/errors.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

class RecordLogTest : public testing::Test {
 protected:
  std::vector<uint64_t> starts(uint64_t hart) {
    std::vector<uint64_t> all;
    RecordLog::Reader records(log_, hart);
    while (const Record* record = records.next()) all.push_back(record->start);
    return all;
  }

  RecordLog log_{2, testing::TempDir()};
};

TEST_F(RecordLogTest, keeps_each_harts_order_over_many_chunks) {
  // Either side of a chunk's end, and the end itself.
  for (const uint64_t count : {0, 1, 1023, 1024, 1025, 5000}) {
    log_.clear();
    std::vector<uint64_t> even, odd;
    for (uint64_t n = 0; n < count; ++n) {
      log_.add(n % 2, {.start = n});
      (n % 2 == 0 ? even : odd).push_back(n);
    }
    EXPECT_EQ(starts(0), even);
    EXPECT_EQ(starts(1), odd);
  }
}

TEST_F(RecordLogTest, changes_what_is_in_the_file_and_what_is_not_yet) {
  for (uint64_t n = 0; n < 3000; ++n) EXPECT_EQ(log_.add(0, {.start = n}), n);
  for (const uint64_t number : {0, 1023, 1024, 2047, 2048, 2999})
    log_.change(0, number, {.start = 100000 + number});
  const std::vector<uint64_t> found = starts(0);
  for (uint64_t n = 0; n < 3000; ++n) {
    const bool changed = n == 0 || n == 1023 || n == 1024 || n == 2047 || n == 2048 || n == 2999;
    EXPECT_EQ(found[n], changed ? 100000 + n : n);
  }
}

TEST_F(RecordLogTest, takes_back_the_last_record_only) {
  log_.add(0, {.start = 1});
  log_.add(0, {.start = 2});
  EXPECT_FALSE(log_.take_back(0, 0));
  EXPECT_TRUE(log_.take_back(0, 1));
  EXPECT_EQ(starts(0), std::vector<uint64_t>{1});
}

TEST_F(RecordLogTest, leaves_no_file_and_needs_a_folder) {
  const fs::path folder = fs::path(testing::TempDir()) / ("log-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  {
    RecordLog log(1, folder);
    for (int n = 0; n < 5000; ++n) log.add(0, {});
    EXPECT_TRUE(fs::is_empty(folder));
  }
  fs::remove(folder);
  EXPECT_THROW(RecordLog(1, folder), InputError);
}

TEST_F(RecordLogTest, a_full_disk_is_told_when_asked) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{1000, before.rlim_max};
  std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  for (int n = 0; n < 5000; ++n) log_.add(0, {});
  EXPECT_THROW(log_.check(), RunError);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
}

}  // namespace
}  // namespace cowmmu
