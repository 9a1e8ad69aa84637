// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/source.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace cowmmu::trace {
namespace {

// Small, so that little of the text before corrupt data is lost with the call that meets it.
constexpr size_t kRawBytes = 16 * 1024;
constexpr std::array<unsigned char, 4> kMagic = {0x28, 0xb5, 0x2f, 0xfd};  // RFC 8878, 3.1.1

}  // namespace

ByteSource::ByteSource(std::istream& in, bool packed) : in_(in), raw_(kRawBytes), packed_(packed) {}

void ByteSource::recognise() {
  recognised_ = true;
  refill();
  const bool magic =
      raw_size_ >= kMagic.size() && std::memcmp(raw_.data(), kMagic.data(), kMagic.size()) == 0;
  packed_ = packed_ || magic;
  if (packed_) stream_.reset(ZSTD_createDStream());
}

bool ByteSource::refill() {
  in_.read(raw_.data(), static_cast<std::streamsize>(raw_.size()));
  raw_pos_ = 0;
  raw_size_ = static_cast<size_t>(in_.gcount());
  if (in_.bad()) throw SourceError("an input error", "a readable file");
  return raw_size_ > 0;
}

size_t ByteSource::read(char* to, size_t room) {
  if (!recognised_) recognise();
  return packed_ ? read_packed(to, room) : read_plain(to, room);
}

size_t ByteSource::read_plain(char* to, size_t room) {
  if (raw_pos_ == raw_size_ && !refill()) return 0;
  const size_t n = std::min(room, raw_size_ - raw_pos_);
  std::memcpy(to, raw_.data() + raw_pos_, n);
  raw_pos_ += n;
  return n;
}

size_t ByteSource::read_packed(char* to, size_t room) {
  ZSTD_outBuffer out{to, room, 0};
  while (out.pos < out.size) {
    const bool more = raw_pos_ < raw_size_ || refill();
    // A frame that ends exactly where the input ends is complete; without input the call below
    // still hands out what the decoder holds.
    if (!more && !frame_open_) break;
    ZSTD_inBuffer in{raw_.data(), raw_size_, raw_pos_};
    const size_t before = out.pos;
    const size_t left = ZSTD_decompressStream(stream_.get(), &out, &in);
    if (ZSTD_isError(left) != 0) {
      if (out.pos != 0) break;  // first the text before it; the next call meets the error again
      throw SourceError(std::string("corrupt zstd data (") + ZSTD_getErrorName(left) + ")",
                        "a zstd stream");
    }
    raw_pos_ = in.pos;
    frame_open_ = left != 0;
    if (!more && frame_open_ && out.pos == before) {
      if (out.pos != 0) break;
      throw SourceError("the end of a truncated zstd stream", "a complete one");
    }
  }
  return out.pos;
}

}  // namespace cowmmu::trace
