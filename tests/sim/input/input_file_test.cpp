// SPDX-License-Identifier: Apache-2.0
#include "input/input_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "errors/errors.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

class InputFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("cowmmu-input-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path write(const std::string& bytes) {
    std::ofstream(folder_ / "text", std::ios::binary) << bytes;
    return folder_ / "text";
  }
  static std::string error_of(const fs::path& path) {
    try {
      read_input_file(path);
    } catch (const InputError& e) {
      return e.what();
    }
    return "no error";
  }

  fs::path folder_;
};

TEST_F(InputFile, is_read_whole_and_unchanged) {
  const std::string long_text(200'000, 'x');
  EXPECT_EQ(read_input_file(write("a\r\n")), "a\r\n");
  EXPECT_EQ(read_input_file(write(long_text)), long_text);
  EXPECT_EQ(read_input_file(write("")), "");
}

TEST_F(InputFile, loses_its_byte_order_mark_and_no_other) {
  EXPECT_EQ(read_input_file(write("\xef\xbb\xbfseed = 1\n")), "seed = 1\n");
  EXPECT_EQ(read_input_file(write("a\xef\xbb\xbf")), "a\xef\xbb\xbf");
}

TEST_F(InputFile, that_is_none_is_named_with_the_reason) {
  const std::string folder = folder_.string();
  EXPECT_EQ(error_of(folder_ / "no"), folder + "/no: cannot be read: No such file or directory");
  EXPECT_EQ(error_of(folder_), folder + ": cannot be read: found a folder, allowed a file");
}

TEST_F(InputFile, a_named_pipe_is_refused_and_not_waited_for) {
  const fs::path pipe = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(error_of(pipe), pipe.string() + ": cannot be read: found a named pipe, allowed a file");
}

TEST_F(InputFile, a_pipe_of_the_shell_is_read) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ASSERT_EQ(::write(ends[1], "seed = 1", 8), 8);
  ::close(ends[1]);
  EXPECT_EQ(read_input_file("/dev/fd/" + std::to_string(ends[0])), "seed = 1");
  ::close(ends[0]);
}

TEST_F(InputFile, a_device_without_an_end_is_refused) {
  EXPECT_EQ(error_of("/dev/zero"), "/dev/zero: cannot be read: found more than 64 MiB");
}

}  // namespace
}  // namespace cowmmu
