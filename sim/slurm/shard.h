// SPDX-License-Identifier: Apache-2.0
// Shard: the results of one attempt at a chunk, on the folder that all nodes share. One writer
// ever, a JSON object a line, only appended to and synced after each: a network file system needs
// no locks for that, and what is killed leaves at most one line that does not end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/point_store.h"

namespace cowmmu {

class ShardWriter {
 public:
  // Makes FOLDER/NAME.0.jsonl, or with the next number that nobody has taken: a task that is
  // requeued may find the last attempt still running. Throws RunError where it cannot.
  ShardWriter(const std::filesystem::path& folder, const std::string& name);
  ~ShardWriter();
  ShardWriter(const ShardWriter&) = delete;
  ShardWriter& operator=(const ShardWriter&) = delete;

  void put(const PointRow& row);
  // Why the chunk cannot be run at all.
  void put_error(const std::string& message);

 private:
  void append(const std::string& line);

  std::filesystem::path path_;
  int descriptor_ = -1;
};

// What was appended since the last time.
struct ShardNews {
  std::vector<PointRow> rows;
  std::string error;  // of put_error
};

class ShardReader {
 public:
  explicit ShardReader(std::filesystem::path path) : path_(std::move(path)) {}

  // Up to the first line that is not whole: another node may see a line before all of its bytes.
  ShardNews read_new();

 private:
  std::filesystem::path path_;
  uint64_t offset_ = 0;
};

// The shards of FOLDER, of one name or (empty) of all.
std::vector<std::filesystem::path> shards_in(const std::filesystem::path& folder,
                                             const std::string& name = {});

}  // namespace cowmmu
