// SPDX-License-Identifier: Apache-2.0
// Mean latencies of single reads, next to what DRAMsim3 and Ramulator 2.1 give for the same
// devices: random 82.5 cycles, sequential 43 to 45. How far apart the peers' reads were is not
// recorded; one every 100 cycles gives both figures, and other spacings do not (every 400: 74 and
// 43, in a closed loop: 73 and 28). A random read is then a conflict (71 cycles with the edge on
// which it is seen) or, in about a quarter of cases, a miss (49) because refresh has closed the
// bank since; a sequential one is a hit (27). To both comes the wait for refresh: 560 / 2 cycles
// for the reads that meet one of a rank's windows, 560 in 12480 cycles, so 12.6 a read, and what
// queues behind.
#include <gtest/gtest.h>

#include <random>

#include "model/dram/engine_fixture.h"

namespace cowmmu::dram_test {
namespace {

constexpr uint64_t kReads = 200'000;

DramParams peer_params() {
  DramParams params = one_channel();
  params.mapping = "rochrababgco";  // DRAMsim3's
  return params;
}

// Mean latency with one read every `period` edges, or each when the last is done (period 0).
template <class NextLine>
double mean_latency(uint64_t period, NextLine next_line) {
  Bench bench(peer_params());
  Picos arrival{1'000'000};
  for (uint64_t i = 0; i < kReads; ++i) {
    bench.engine.enqueue({.line = next_line(i), .arrival = arrival, .tag = i});
    if (period == 0) {
      while (bench.sink.done.size() == i) bench.engine.advance_to_read(DramEngine::kNever);
      arrival = bench.sink.done.back().at;
    } else {
      arrival = bench.time(1600 + period * (i + 1));
    }
  }
  bench.engine.advance_to(DramEngine::kNever);
  const DramStats stats = bench.engine.stats();
  return static_cast<double>(stats.read_latency.sum().value) / static_cast<double>(kReads);
}

LineAddr random_line(std::mt19937_64& rng) { return LineAddr(rng() % (1ULL << 28)); }

TEST(EngineLatency, spaced_random_reads_take_what_the_peers_measure) {
  std::mt19937_64 rng(1);
  const double mean = mean_latency(100, [&](uint64_t) { return random_line(rng); });
  RecordProperty("mean_cycles", std::to_string(mean));
  std::printf("random, a read every 100 cycles: %.1f cycles (peers: 82.5)\n", mean);
  EXPECT_NEAR(mean, 82.5, 2.0);
}

TEST(EngineLatency, spaced_sequential_reads_take_what_the_peers_measure) {
  const double mean = mean_latency(100, [](uint64_t i) { return LineAddr(i); });
  RecordProperty("mean_cycles", std::to_string(mean));
  std::printf("sequential, a read every 100 cycles: %.1f cycles (peers: 43 to 45)\n", mean);
  EXPECT_NEAR(mean, 44.0, 2.0);
}

// A closed loop meets each refresh window with one read at most, so the mean is lower. Sequential
// reads stay in a rank: hits, a miss for each new row or refresh, and one wait an interval.
TEST(EngineLatency, closed_loop_of_sequential_reads_follows_from_the_parameters) {
  const DramTiming t = ddr4_3200().timing;
  const double mean = mean_latency(0, [](uint64_t i) { return LineAddr(i); });
  const double hit = 1.0 + static_cast<double>((t.tCL + t.tBL).value);
  const double opening = static_cast<double>(t.tRCD.value) / 128;
  const double open =
      1.0 - static_cast<double>((t.tRFC + t.tRP).value) / static_cast<double>(t.tREFI.value);
  EXPECT_NEAR(mean, (hit + opening) / open, 0.5);
}

}  // namespace
}  // namespace cowmmu::dram_test
