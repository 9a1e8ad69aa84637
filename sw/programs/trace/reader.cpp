// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/reader.h"

#include <cstring>
#include <fstream>
#include <string_view>
#include <vector>

#include "programs/trace/mappings.h"
#include "programs/trace/parser.h"
#include "programs/trace/source.h"

namespace cowmmu::trace {
namespace {

constexpr size_t kBufferBytes = 64 * 1024;
// Twice Linux's longest argument list (ARG_MAX, 2 MiB): the longest line is the header.
constexpr size_t kMaxLineBytes = 4 * 1024 * 1024;

class LineFeeder {
 public:
  LineFeeder(std::istream& in, Recording& recording)
      : file_(recording.file),
        source_(in, file_.ends_with(".zst")),
        parser_(recording),
        buffer_(kBufferBytes) {}

  void run() {
    size_t held = 0;  // bytes of an unfinished line at the start of the buffer
    while (const size_t got = source_.read(buffer_.data() + held, buffer_.size() - held)) {
      held = feed(held + got);
      if (held < buffer_.size()) continue;
      if (held >= kMaxLineBytes) refuse("a longer line", "at most 4 MiB");
      buffer_.resize(2 * held);
    }
    if (held != 0) refuse("the end of the file within a line (truncated)", "a newline");
    parser_.finish();
  }

  [[noreturn]] void refuse(std::string_view found, std::string_view allowed) const {
    throw TraceError({file_, lines_ + 1, 0}, "file", found, allowed);
  }

 private:
  // Parses the whole lines among the first `size` bytes and moves the rest to the front.
  size_t feed(size_t size) {
    const char* begin = buffer_.data();
    const char* end = begin + size;
    while (const void* newline = std::memchr(begin, '\n', static_cast<size_t>(end - begin))) {
      const char* stop = static_cast<const char*>(newline);
      parser_.line({begin, static_cast<size_t>(stop - begin)});
      ++lines_;
      begin = stop + 1;
    }
    std::memmove(buffer_.data(), begin, static_cast<size_t>(end - begin));
    return static_cast<size_t>(end - begin);
  }

  std::string file_;
  ByteSource source_;
  Parser parser_;
  std::vector<char> buffer_;
  uint64_t lines_ = 0;
};

}  // namespace

Recording read_recording(std::istream& in, const std::string& name) {
  Recording recording;
  recording.file = name;
  LineFeeder feeder(in, recording);
  try {
    feeder.run();
  } catch (const SourceError& error) {
    feeder.refuse(error.what(), error.allowed);
  }
  check_mappings(recording);
  return recording;
}

namespace {

// A named pipe may never have a writer; a pipe of the shell (`<(...)`) leads to no path.
bool is_named_pipe(const std::filesystem::path& path) {
  std::error_code failure;
  if (!std::filesystem::is_fifo(path, failure)) return false;
  return !std::filesystem::canonical(path, failure).empty();
}

}  // namespace

Recording read_recording(const std::filesystem::path& path) {
  const auto refuse = [&path](std::string_view found) {
    throw TraceError({path.native(), 0, 0}, "file", found,
                     "a trace file (NAME.trace.zst or NAME.trace)");
  };
  std::error_code failure;
  const auto status = std::filesystem::status(path, failure);
  if (is_named_pipe(path)) refuse("a named pipe");
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(status))
    refuse(std::filesystem::exists(status) ? "no readable file" : "nothing at this path");
  return read_recording(in, path.string());
}

}  // namespace cowmmu::trace
