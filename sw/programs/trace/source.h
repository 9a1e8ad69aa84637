// SPDX-License-Identifier: Apache-2.0
// ByteSource: the text of a trace file, piece by piece, unpacked if it is zstd (RFC 8878).
#pragma once

#include <zstd.h>

#include <cstddef>
#include <istream>
#include <memory>
#include <stdexcept>
#include <vector>

namespace cowmmu::trace {

// Unreadable, corrupt or truncated input. The reader adds file and line.
struct SourceError : std::runtime_error {
  SourceError(const std::string& what_found, std::string what_allowed)
      : std::runtime_error(what_found), allowed(std::move(what_allowed)) {}
  std::string allowed;
};

class ByteSource {
 public:
  // Input is zstd if `packed`, or if it starts with zstd's magic number.
  ByteSource(std::istream& in, bool packed);

  // Fills [to, to + room) as far as there is text: returns the number of bytes, 0 at the end.
  size_t read(char* to, size_t room);

 private:
  bool refill();
  void recognise();
  size_t read_plain(char* to, size_t room);
  size_t read_packed(char* to, size_t room);

  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::istream& in_;
  std::vector<char> raw_;
  size_t raw_pos_ = 0;
  size_t raw_size_ = 0;
  bool packed_;
  bool recognised_ = false;
  bool frame_open_ = true;  // no frame has been completed since the last byte of input
  std::unique_ptr<ZSTD_DStream, Free> stream_;
};

}  // namespace cowmmu::trace
