// SPDX-License-Identifier: Apache-2.0
#include "input/input_file.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "errors/errors.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxBytes = 64 << 20;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

[[noreturn]] void refuse(const fs::path& path, const std::string& why) {
  throw InputError(path.string() + ": cannot be read: " + why);
}

// A pipe of the shell is a FIFO too, but its link (/dev/fd/63) leads to no path.
bool is_named_pipe(const fs::path& path) {
  std::error_code error;
  if (!fs::is_fifo(path, error)) return false;
  return !fs::canonical(path, error).empty();
}

void check_kind(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) refuse(path, "found a folder, allowed a file");
  if (is_named_pipe(path)) refuse(path, "found a named pipe, allowed a file");
}

}  // namespace

std::string read_input_file(const fs::path& path) {
  check_kind(path);
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) refuse(path, std::strerror(errno));
  std::string text;
  std::array<char, 65536> buffer;
  while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
    text.append(buffer.data(), static_cast<size_t>(in.gcount()));
    if (text.size() > kMaxBytes) refuse(path, "found more than 64 MiB");
  }
  if (in.bad()) refuse(path, std::strerror(errno));
  if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  return text;
}

}  // namespace cowmmu
