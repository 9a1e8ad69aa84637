// SPDX-License-Identifier: Apache-2.0
// Random request streams for the DRAM engine: bursts and pauses, streams and scattered lines, reads
// and writes, over few banks and rows so that hits, conflicts and rank switches all happen often.
#pragma once

#include <random>
#include <vector>

#include "dram/engine.h"

namespace cowmmu::dram_test {

class RandomStream {
 public:
  RandomStream(uint64_t seed, const DramConfig& config) : rng_(seed), config_(config) {}

  std::vector<DramRequest> take(size_t count) {
    std::vector<DramRequest> requests;
    while (requests.size() < count) burst(requests, 1 + rng_() % 40);
    requests.resize(count);
    return requests;
  }

 private:
  void burst(std::vector<DramRequest>& requests, uint64_t length) {
    now_ += Picos(rng_() % 8 == 0 ? rng_() % 2'000'000 : rng_() % 60'000);
    const uint64_t write_eighths = rng_() % 9;
    const uint64_t spacing = rng_() % 4000 + 1;
    const bool stream = rng_() % 2 == 0;
    DramLocation at = somewhere();
    for (uint64_t i = 0; i < length; ++i) {
      if (!stream) at = somewhere();
      at.column = (at.column + 1) % config_.shape.lines_per_row;
      now_ += Picos(rng_() % spacing);
      const bool write = rng_() % 8 < write_eighths;
      requests.push_back({config_.mapping.line_at(at), write, now_, next_tag_++});
    }
  }
  DramLocation somewhere() {
    const DramShape& s = config_.shape;
    const auto below = [&](uint32_t n) { return static_cast<uint32_t>(rng_() % n); };
    return {.channel = below(s.channels),
            .rank = below(s.ranks),
            .bank_group = below(s.bank_groups),
            .bank = below(s.banks_per_group),
            .column = below(s.lines_per_row),
            .row = rng_() % 3};
  }

  std::mt19937_64 rng_;
  const DramConfig& config_;
  Picos now_{};
  uint64_t next_tag_ = 0;
};

}  // namespace cowmmu::dram_test
