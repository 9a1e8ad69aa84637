// SPDX-License-Identifier: Apache-2.0
#include "twins/wave_files.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "errors/errors.h"

namespace cowmmu {
namespace {

TEST(WaveFiles, a_block_with_a_file_writes_it_and_another_has_no_sink) {
  const std::filesystem::path path = testing::TempDir() + "wave_files_test.vcd";
  WaveFiles files({{"mmu0", {path, "rtl_mmu0.vcd"}}});
  const RtlWaves sinks = files.sinks();
  EXPECT_FALSE(sinks("copier"));
  sinks("mmu0")("two ");
  sinks("mmu0")("pieces");
  files.finish();
  std::ifstream in(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "two pieces");
  std::filesystem::remove(path);
}

TEST(WaveFiles, bytes_that_are_lost_are_an_error_that_names_the_file) {
  WaveFiles files({{"mmu0", {"/dev/full", "rtl_mmu0.vcd"}}});
  files.sinks()("mmu0")("lost");
  try {
    files.finish();
    FAIL() << "nothing was thrown";
  } catch (const RunError& e) {
    EXPECT_STREQ(e.what(), "writing failed: rtl_mmu0.vcd: No space left on device");
  }
}

TEST(WaveFiles, a_file_that_cannot_be_made_is_an_error_before_the_run) {
  EXPECT_THROW(WaveFiles({{"mmu0", {"/no/such/folder/x", "rtl_mmu0.vcd"}}}), InputError);
}

}  // namespace
}  // namespace cowmmu
