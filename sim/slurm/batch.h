// SPDX-License-Identifier: Apache-2.0
// Batch: one job array and its folder, which all nodes see. Its job is called as the folder, a name
// that nobody else has: so its tasks are found in the queue whatever happened to who submitted
// them.
//   sweep.toml   the sweep file as it was     chunk-N   the points of task N, a line each
//   job.sh       what sbatch was given        log-N     what task N printed
//   shards/      the results
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "slurm/shard.h"

namespace cowmmu {

struct ChunkPoint {
  size_t point = 0;  // its number in the plan
  std::string key;   // tells whether the plan still is the same one
};
using Chunk = std::vector<ChunkPoint>;

// Both throw InputError or RunError for a file that cannot be read or written.
void write_chunk(const std::filesystem::path& path, const Chunk& chunk);
Chunk read_chunk(const std::filesystem::path& path);

// Neighbours share a chunk; the last may be smaller.
std::vector<Chunk> chunks_of(const Chunk& points, size_t size);

// All names of batches begin so.
inline constexpr std::string_view kBatchName = "cowmmu-";

class Batch {
 public:
  // Whether the folder is one: nobody else's may be touched.
  static bool is_at(const std::filesystem::path& folder);
  // One that is there.
  explicit Batch(std::filesystem::path folder);
  // A new one below `root`, with a name that begins with `prefix`, which begins with kBatchName.
  static Batch make(const std::filesystem::path& root, const std::string& prefix,
                    std::vector<Chunk> chunks);

  std::string name() const { return folder_.filename().string(); }
  const std::filesystem::path& folder() const { return folder_; }
  const std::vector<Chunk>& chunks() const { return chunks_; }
  Chunk points() const;  // of all chunks

  // What all tasks have stored since the last time.
  ShardNews collect();
  // The last line that the task has printed; empty: none.
  std::string last_words(size_t task) const;
  // A task that still writes there, against all odds, fails.
  void remove() const;

 private:
  std::filesystem::path folder_;
  std::vector<Chunk> chunks_;
  std::map<std::filesystem::path, ShardReader> readers_;
};

}  // namespace cowmmu
