// SPDX-License-Identifier: Apache-2.0
#include "slurm/shard.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "errors/errors.h"
#include "input/utf8.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr const char* kSuffix = ".jsonl";

[[noreturn]] void fail(const fs::path& path, int error) {
  throw RunError(path.string() + ": " + std::strerror(error));
}

// A line of other bytes would never be whole.
std::string line_of(const PointRow& row) {
  return json::serialize(json::object{{"key", row.key},
                                      {"status", status_name(row.status)},
                                      {"error", valid_utf8(row.error)},
                                      {"axes", row.axes},
                                      {"config", row.config},
                                      {"stats", row.stats},
                                      {"seed", row.seed},
                                      {"seconds", row.seconds},
                                      {"tool", row.tool}});
}

std::string text(const json::object& o, const char* name) {
  return std::string(o.at(name).as_string());
}

PointRow row_of(const json::object& o) {
  PointRow row;
  row.key = text(o, "key");
  row.status = status_of(text(o, "status"));
  row.error = text(o, "error");
  row.axes = text(o, "axes");
  row.config = text(o, "config");
  row.stats = text(o, "stats");
  row.seed = o.at("seed").to_number<uint64_t>();
  row.seconds = o.at("seconds").to_number<double>();
  row.tool = text(o, "tool");
  return row;
}

// False where the line is not whole.
bool take_line(const std::string& line, ShardNews& news) {
  json::error_code broken;
  const json::value value = json::parse(line, broken);
  if (broken || !value.is_object()) return false;
  const json::object& o = value.get_object();
  if (o.contains("task_error")) {
    news.error = text(o, "task_error");
  } else {
    news.rows.push_back(row_of(o));
  }
  return true;
}

}  // namespace

ShardWriter::ShardWriter(const fs::path& folder, const std::string& name) {
  for (int attempt = 0;; ++attempt) {
    path_ = folder / fmt::format("{}.{}{}", name, attempt, kSuffix);
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ >= 0) return;
    if (errno != EEXIST) fail(path_, errno);
  }
}

ShardWriter::~ShardWriter() { ::close(descriptor_); }

void ShardWriter::put(const PointRow& row) { append(line_of(row) + "\n"); }

void ShardWriter::put_error(const std::string& message) {
  append(json::serialize(json::object{{"task_error", valid_utf8(message)}}) + "\n");
}

void ShardWriter::append(const std::string& line) {
  for (size_t done = 0; done < line.size();) {
    const ssize_t n = ::write(descriptor_, line.data() + done, line.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(path_, n == 0 ? EIO : errno);
    done += static_cast<size_t>(n);
  }
  if (::fsync(descriptor_) != 0) fail(path_, errno);
}

ShardNews ShardReader::read_new() {
  ShardNews news;
  std::ifstream in(path_, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(offset_));
  for (std::string line; std::getline(in, line) && !in.eof();) {
    if (!take_line(line, news)) break;
    offset_ += line.size() + 1;
  }
  return news;
}

std::vector<fs::path> shards_in(const fs::path& folder, const std::string& name) {
  std::vector<fs::path> shards;
  std::error_code gone;  // a folder that is not there has none
  for (const auto& entry : fs::directory_iterator(folder, gone)) {
    const fs::path& path = entry.path();
    const bool is_named = name.empty() || path.stem().stem() == name;
    if (path.extension() == kSuffix && is_named) shards.push_back(path);
  }
  std::ranges::sort(shards);
  return shards;
}

}  // namespace cowmmu
