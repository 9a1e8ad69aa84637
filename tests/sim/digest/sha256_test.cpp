// SPDX-License-Identifier: Apache-2.0
#include "digest/sha256.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <system_error>

namespace cowmmu {
namespace {

// The examples of FIPS 180-4 (NIST, "Secure Hash Standard", SHA256.pdf).
const std::string kOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const std::string kOfMillionA = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

TEST(Sha256, is_that_of_the_standard_however_the_bytes_come) {
  Sha256 whole;
  whole.add("abc");
  EXPECT_EQ(whole.hex(), kOfAbc);
  Sha256 parts;
  parts.add("a");
  parts.add("");
  parts.add("bc");
  EXPECT_EQ(parts.hex(), kOfAbc);
}

TEST(Sha256, of_a_file_is_that_of_all_its_bytes) {
  const auto path =
      std::filesystem::path(testing::TempDir()) / ("cowmmu-sha-" + std::to_string(::getpid()));
  std::ofstream(path) << std::string(1'000'000, 'a');
  EXPECT_EQ(sha256_of_file(path), kOfMillionA);
  std::filesystem::remove(path);
  EXPECT_THROW(sha256_of_file(path), std::system_error);
}

}  // namespace
}  // namespace cowmmu
