// SPDX-License-Identifier: Apache-2.0
#include "slurm/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <utility>

#include "errors/errors.h"
#include "input/input_file.h"
#include "output/output_file.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

fs::path chunk_path(const fs::path& folder, size_t task) {
  return folder / fmt::format("chunk-{}", task);
}

// A client of a network file system may answer from an old listing, for half a minute; having
// changed the folder itself, it asks the server.
void refresh(const fs::path& folder) {
  const fs::path mark = folder / fmt::format("look-{}", std::random_device{}());
  std::error_code none;
  if (std::ofstream(mark).is_open()) fs::remove(mark, none);
}

}  // namespace

void write_chunk(const fs::path& path, const Chunk& chunk) {
  std::string text;
  for (const ChunkPoint& p : chunk) text += fmt::format("{} {}\n", p.point, p.key);
  write_file(path, text);
}

Chunk read_chunk(const fs::path& path) {
  std::istringstream in(read_input_file(path));
  Chunk chunk;
  for (ChunkPoint p; in >> p.point >> p.key;) chunk.push_back(p);
  if (!in.eof()) throw InputError(path.string() + ": found a line that is no number and key");
  return chunk;
}

std::vector<Chunk> chunks_of(const Chunk& points, size_t size) {
  std::vector<Chunk> chunks;
  for (size_t i = 0; i < points.size(); ++i) {
    if (i % size == 0) chunks.emplace_back();
    chunks.back().push_back(points[i]);
  }
  return chunks;
}

bool Batch::is_at(const fs::path& folder) {
  return folder.filename().string().starts_with(kBatchName) && fs::is_directory(folder / "shards");
}

Batch::Batch(fs::path folder) : folder_(std::move(folder)) {
  while (fs::exists(chunk_path(folder_, chunks_.size()))) {
    chunks_.push_back(read_chunk(chunk_path(folder_, chunks_.size())));
  }
}

Batch Batch::make(const fs::path& root, const std::string& prefix, std::vector<Chunk> chunks) {
  const std::string random = fmt::format("{:08x}", std::random_device{}());
  Batch batch(root / (prefix + "-" + random));
  make_output_folder(batch.folder_ / "shards");
  for (size_t task = 0; task < chunks.size(); ++task) {
    write_chunk(chunk_path(batch.folder_, task), chunks[task]);
  }
  batch.chunks_ = std::move(chunks);
  return batch;
}

Chunk Batch::points() const {
  Chunk all;
  for (const Chunk& chunk : chunks_) std::ranges::copy(chunk, std::back_inserter(all));
  return all;
}

ShardNews Batch::collect() {
  ShardNews all;
  const fs::path shards = folder_ / "shards";
  refresh(shards);
  for (const fs::path& path : shards_in(shards)) {
    ShardNews news = readers_.try_emplace(path, path).first->second.read_new();
    std::ranges::move(news.rows, std::back_inserter(all.rows));
    if (!news.error.empty()) all.error = news.error;
  }
  return all;
}

std::string Batch::last_words(size_t task) const {
  std::ifstream in(folder_ / fmt::format("log-{}", task));
  std::string last;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) last = line;
  }
  return last;
}

void Batch::remove() const {
  std::error_code none;
  fs::remove_all(folder_, none);
}

}  // namespace cowmmu
