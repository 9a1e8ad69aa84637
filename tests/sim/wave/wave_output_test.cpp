// SPDX-License-Identifier: Apache-2.0
#include "wave/wave_output.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "errors/errors.h"
#include "vcd_reader.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

// A counter of so many steps.
std::string vcd_text(uint64_t steps) {
  std::ostringstream out;
  out << "$timescale 1 ps $end\n$scope module top $end\n$var wire 32 ! n [31:0] $end\n"
      << "$upscope $end\n$enddefinitions $end\n";
  for (uint64_t n = 0; n < steps; ++n) {
    out << "#" << 7 * n << "\nb";
    for (int bit = 31; bit >= 0; --bit) out << (n * 2654435761U >> bit & 1);
    out << " !\n";
  }
  return out.str();
}

class WaveOutputTest : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  void write_fst(uint64_t steps) {
    WaveOutput output({fst_, "wave.fst"});
    output.write(vcd_text(steps));
    output.close();
  }
  std::string failure(uint64_t steps) {
    try {
      write_fst(steps);
    } catch (const RunError& e) {
      return e.what();
    }
    return "";
  }

  fs::path folder_ = fs::path(testing::TempDir()) / ("fst-" + std::to_string(::getpid()));
  fs::path fst_ = folder_ / "x.tmp";
};

TEST_F(WaveOutputTest, an_fst_holds_every_change_of_its_vcd) {
  write_fst(5000);
  const std::string back = (folder_ / "back.vcd").string();
  ASSERT_EQ(std::system(("fst2vcd -o " + back + " -f " + fst_.string()).c_str()), 0);
  EXPECT_EQ(VcdReader(back).changes().size(), 5000U);
  EXPECT_EQ(VcdReader(back).changes().back().time, 7U * 4999);
}

TEST_F(WaveOutputTest, an_fst_cut_anywhere_is_not_whole) {
  write_fst(2000);
  ASSERT_TRUE(is_whole_fst(fst_));
  const uint64_t size = fs::file_size(fst_);
  for (uint64_t cut = 0; cut < size; cut += size / 50 + 1) {
    fs::copy_file(fst_, folder_ / "cut", fs::copy_options::overwrite_existing);
    fs::resize_file(folder_ / "cut", cut);
    EXPECT_FALSE(is_whole_fst(folder_ / "cut")) << cut << " of " << size;
  }
  std::ofstream(fst_, std::ios::app) << "x";
  EXPECT_FALSE(is_whole_fst(fst_));
  EXPECT_FALSE(is_whole_fst(folder_ / "none"));
}

TEST_F(WaveOutputTest, a_disk_that_fills_is_told_although_vcd2fst_does_not) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{4096, before.rlim_max};
  const auto action = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const std::string said = failure(20000);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, action);
  EXPECT_EQ(said, "writing failed: wave.fst: vcd2fst did not finish it; is the disk full?");
}

TEST_F(WaveOutputTest, a_converter_that_is_not_there_is_told_at_the_end) {
  const std::string before = std::getenv("PATH");
  ::setenv("PATH", folder_.c_str(), 1);
  EXPECT_FALSE(can_convert_to_fst());
  // More than a socket's buffer: nobody must wait for a reader that does not come.
  const std::string said = failure(100000);
  ::setenv("PATH", before.c_str(), 1);
  EXPECT_TRUE(can_convert_to_fst());
  EXPECT_EQ(said, "writing failed: wave.fst: vcd2fst cannot be run");
}

TEST_F(WaveOutputTest, a_folder_that_is_not_there_is_told_at_once) {
  EXPECT_THROW(WaveOutput({folder_ / "no/x", "wave.fst"}), InputError);
  EXPECT_THROW(WaveOutput({folder_ / "no/x", "wave.vcd"}), InputError);
}

}  // namespace
}  // namespace cowmmu
