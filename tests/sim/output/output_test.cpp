// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "errors/errors.h"
#include "output/output_file.h"
#include "output/progress.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

std::string error_of(const auto& action) {
  try {
    action();
  } catch (const InputError& e) {
    return std::string("2: ") + e.what();
  } catch (const RunError& e) {
    return std::string("1: ") + e.what();
  }
  return "no error";
}

class Output : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("cowmmu-output-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  size_t files() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }
  fs::path folder_;
};

TEST_F(Output, until_commit_it_has_no_name_that_a_killed_program_could_leave) {
  const int nameless = ::open(folder_.c_str(), O_TMPFILE | O_WRONLY, 0600);
  if (nameless < 0) GTEST_SKIP() << "this file system has no files without a name";
  ::close(nameless);
  OutputFile file(folder_ / "stats.json");
  file.write("{}");
  EXPECT_EQ(files(), 0U);
}

TEST_F(Output, the_file_appears_with_commit_and_not_before) {
  OutputFile file(folder_ / "stats.json");
  file.write("{}");
  EXPECT_FALSE(fs::exists(folder_ / "stats.json"));
  file.commit();
  EXPECT_EQ(content(folder_ / "stats.json"), "{}");
  EXPECT_EQ(files(), 1U);
}

TEST_F(Output, without_commit_nothing_is_left_and_the_old_file_stays) {
  write_file(folder_ / "stats.json", "old");
  { OutputFile(folder_ / "stats.json").write("half"); }
  EXPECT_EQ(content(folder_ / "stats.json"), "old");
  EXPECT_EQ(files(), 1U);
}

TEST_F(Output, a_link_stays_a_link) {
  write_file(folder_ / "real", "old");
  fs::create_symlink("real", folder_ / "link");
  write_file(folder_ / "link", "new");
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(content(folder_ / "real"), "new");
}

TEST_F(Output, a_missing_folder_is_bad_input_and_names_the_path) {
  const fs::path path = folder_ / "no" / "stats.json";
  EXPECT_EQ(error_of([&] { write_file(path, "x"); }),
            "2: cannot write " + path.string() + ": No such file or directory");
}

TEST_F(Output, a_folder_is_no_file) {
  EXPECT_EQ(error_of([&] { write_file(folder_, "x"); }),
            "2: cannot write " + folder_.string() + ": Is a directory");
}

TEST_F(Output, a_full_device_is_a_failed_run) {
  EXPECT_EQ(error_of([] { write_file("/dev/full", "x"); }),
            "1: writing failed: /dev/full: No space left on device");
  EXPECT_TRUE(fs::is_character_file("/dev/full"));  // written to, never replaced
}

TEST_F(Output, a_disk_that_fills_leaves_no_half_file) {
  // A file-size limit fails the write in the middle, as a full disk does.
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = ::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{100'000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  const std::string error =
      error_of([&] { write_file(folder_ / "big", std::string(1'000'000, 'x')); });
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, handler);
  EXPECT_EQ(error, "1: writing failed: " + (folder_ / "big").string() + ": File too large");
  EXPECT_EQ(files(), 0U);
}

TEST_F(Output, a_named_output_is_renamed_by_commit_and_removed_without) {
  {
    NamedOutput wave(folder_ / "wave.vcd");
    std::ofstream(wave.path()) << "$end";
    EXPECT_FALSE(fs::exists(folder_ / "wave.vcd"));
    wave.commit();
  }
  EXPECT_EQ(content(folder_ / "wave.vcd"), "$end");
  { NamedOutput dropped(folder_ / "other.vcd"); }
  EXPECT_EQ(files(), 1U);
}

TEST_F(Output, an_output_folder_is_made_with_its_parents) {
  make_output_folder(folder_ / "a" / "b");
  EXPECT_TRUE(fs::is_directory(folder_ / "a" / "b"));
  make_output_folder(folder_ / "a" / "b");
}

TEST_F(Output, an_output_folder_in_the_place_of_a_file_is_bad_input) {
  write_file(folder_ / "file", "x");
  EXPECT_EQ(error_of([&] { make_output_folder(folder_ / "file"); }).substr(0, 2), "2:");
  EXPECT_EQ(error_of([&] { make_output_folder(folder_ / "file" / "sub"); }).substr(0, 2), "2:");
}

TEST_F(Output, a_folder_without_write_permission_is_bad_input) {
  // Root may write anywhere, so the folder is one that nobody may write to.
  EXPECT_EQ(error_of([] { make_output_folder("/proc/cowmmu"); }).substr(0, 2), "2:");
  EXPECT_EQ(error_of([] { write_file("/proc/cowmmu.json", "x"); }).substr(0, 2), "2:");
}

TEST(Progress, says_done_total_rate_and_time_left) {
  EXPECT_EQ(progress_line("run", 0, 100, 0), "run 0/100");
  EXPECT_EQ(progress_line("run", 50, 100, 10), "run 50/100, 5.0 /s, 0:10 left");
  EXPECT_EQ(progress_line("run", 2'000'000, 4'000'000, 1),
            "run 2000000/4000000, 2.0 M/s, 0:01 left");
  EXPECT_EQ(progress_line("run", 100, 100, 10), "run 100/100, 10.0 /s");
  EXPECT_EQ(progress_line("run", 3600, 7200 * 3600ULL, 3600),
            "run 3600/25920000, 1.0 /s, 7199:00:00 left");
}

}  // namespace
}  // namespace cowmmu
