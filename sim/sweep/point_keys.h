// SPDX-License-Identifier: Apache-2.0
// PointKeys: what identifies a run. Two points of one key have the same result, so that only one of
// them needs to be run, ever.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "config/scenario.h"

namespace cowmmu {

class PointKeys {
 public:
  // `tool` is tool_identity(), or another name for the program in a test.
  explicit PointKeys(std::string tool) : tool_(std::move(tool)) {}

  // Hex SHA-256 over the complete configuration, with its recording or litmus file by content and
  // not by name, and the tool. Throws InputError where that file cannot be read.
  std::string of(const Scenario& scenario);
  // Hex SHA-256 of the file, as it was when it was first asked for. Throws InputError likewise.
  const std::string& content_of(const std::filesystem::path& file);

 private:
  const ParamRegistry registry_;
  std::string tool_;
  std::map<std::filesystem::path, std::string> contents_;  // each file is read once
};

// Version and commit. The commit says too little where files were changed after it, where none is
// known, or where the program has names of its own (params/choices.h): its bytes are hashed, too,
// then.
std::string tool_identity();

}  // namespace cowmmu
