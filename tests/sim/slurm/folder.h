// SPDX-License-Identifier: Apache-2.0
// A folder for a test, with a name that needs quotes everywhere.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "store/point_store.h"

namespace cowmmu {

class FolderTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              ("it's 50 %a \"$HOME\" \\n " + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static std::string read(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }
  static PointRow row(const std::string& key, PointStatus status = PointStatus::kOk) {
    return {key, status, "a\n\"b\"", "{\"a\": 1}", "{}", "", UINT64_MAX, 0.5, "1.0 abc"};
  }

  std::filesystem::path folder_;
};

}  // namespace cowmmu
