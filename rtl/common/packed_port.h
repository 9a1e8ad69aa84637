// SPDX-License-Identifier: Apache-2.0
// Packed structs in Verilated ports: fields written and read from the most significant one on, as
// SystemVerilog declares them. A port is an integer, or 32-bit words where it is wider than 64.
#pragma once

#include <verilated.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>

namespace cowmmu {

class PackedWriter {
 public:
  // The next field below those written so far; 1 to 64 bits.
  PackedWriter& put(unsigned width, uint64_t value) {
    for (size_t i = kWords; i-- > 0;) words_[i] = shifted(i, width);
    words_[0] |= value & mask(width);
    return *this;
  }
  template <std::integral Port>
  void to(Port& port) const {
    port = static_cast<Port>(words_[0]);
  }
  template <size_t N>
  void to(VlWide<N>& port) const {
    static_assert(N <= 2 * kWords);
    for (size_t i = 0; i < N; ++i)
      port[i] = static_cast<uint32_t>(words_[i / 2] >> (i % 2 == 0 ? 0 : 32));
  }

 private:
  static constexpr size_t kWords = 4;
  static constexpr uint64_t mask(unsigned width) {
    return width == 64 ? ~0ULL : (1ULL << width) - 1;
  }
  uint64_t shifted(size_t i, unsigned width) const {
    const uint64_t below = i == 0 ? 0 : words_[i - 1];
    return width == 64 ? below : (words_[i] << width) | (below >> (64 - width));
  }
  std::array<uint64_t, kWords> words_{};
};

// Single bits of a vector of any width.
template <class Port>
class PackedWords {
 public:
  explicit PackedWords(const Port& port) : port_(port) {}
  bool bit(size_t i) const {
    if constexpr (std::integral<Port>)
      return (port_ >> i & 1) != 0;
    else
      return (port_[i / 32] >> (i % 32) & 1) != 0;
  }

 private:
  const Port& port_;
};

class PackedReader {
 public:
  // `width`: bits of the whole struct.
  template <std::integral Port>
  PackedReader(const Port& port, unsigned width) : left_(width) {
    words_[0] = static_cast<uint64_t>(port);
  }
  template <size_t N>
  PackedReader(const VlWide<N>& port, unsigned width) : left_(width) {
    static_assert(N <= 2 * kWords);
    for (size_t i = 0; i < N; ++i)
      words_[i / 2] |= static_cast<uint64_t>(port[i]) << (i % 2 == 0 ? 0 : 32);
  }
  // Whether any bit of it is set.
  bool any() const {
    return std::ranges::any_of(words_, [](uint64_t word) { return word != 0; });
  }
  // The next field; 1 to 64 bits.
  uint64_t take(unsigned width) {
    left_ -= width;
    const unsigned word = left_ / 64, bit = left_ % 64;
    uint64_t value = words_[word] >> bit;
    if (bit != 0 && word + 1 < kWords) value |= words_[word + 1] << (64 - bit);
    return width == 64 ? value : value & ((1ULL << width) - 1);
  }

 private:
  static constexpr size_t kWords = 4;
  std::array<uint64_t, kWords> words_{};
  unsigned left_;
};

}  // namespace cowmmu
