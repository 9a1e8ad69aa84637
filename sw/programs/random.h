// SPDX-License-Identifier: Apache-2.0
// Random: xoshiro256** (Blackman and Vigna, 2018), seeded by splitmix64: the same numbers with
// every compiler and library, cheap to copy at fork.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace cowmmu {

class Random {
 public:
  // stream: which of several independent generators of one seed.
  explicit Random(uint64_t seed, uint64_t stream = 0) {
    uint64_t x = seed ^ (stream * 0xd1342543de82ef95ULL);
    for (uint64_t& word : state_) word = split_mix(x);
  }

  uint64_t next() {
    const uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const uint64_t t = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= t;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }
  // Uniform in [0, n), n > 0: the high half of a product (Lemire 2019, without the rejection: its
  // bias is below n / 2^64).
  uint64_t below(uint64_t n) { return static_cast<uint64_t>((Wide(next()) * n) >> 64); }
  // Uniform in [0, 1), 53 bits.
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  __extension__ using Wide = unsigned __int128;

  static uint64_t split_mix(uint64_t& x) {
    uint64_t z = (x += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

  std::array<uint64_t, 4> state_{};
};

}  // namespace cowmmu
