// SPDX-License-Identifier: Apache-2.0
// Prints what the DRAM engine costs the host and what latency it gives: not a test.
#include <chrono>
#include <cstdio>
#include <queue>
#include <random>

#include "dram/frame_store.h"
#include "model/dram/engine_fixture.h"

namespace cowmmu::dram_test {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

struct CountSink final : IDramSink {
  void read_done(uint64_t, Picos at) override { ++reads, last = at; }
  uint64_t reads = 0;
  Picos last{};
};

// A hart that is alone: the next read is sent when the one before has its data.
template <class NextLine>
void one_at_a_time(const char* name, uint64_t count, NextLine next_line) {
  CountSink sink;
  DramEngine engine(DramConfig(DramParams{}), sink);
  const auto start = Clock::now();
  for (uint64_t i = 0; i < count; ++i) {
    engine.enqueue({.line = next_line(i), .arrival = sink.last, .tag = i});
    while (sink.reads == i) engine.advance_to(engine.next_decision() + Picos(1));
  }
  const double s = seconds_since(start);
  const DramStats stats = engine.stats();
  std::printf("%-28s %6.2f M reads/s, mean %5.1f cycles, p99 %llu\n", name,
              static_cast<double>(count) / s / 1e6,
              static_cast<double>(stats.read_latency.sum().value) / static_cast<double>(count),
              static_cast<unsigned long long>(stats.read_latency.percentile(99).value));
}

// Keeps 32 reads in flight on one channel, each followed by a posted write when its data is there.
struct WindowSink final : IDramSink {
  void read_done(uint64_t, Picos at) override { completions.push(at); }
  std::queue<Picos> completions;  // in order of time: one data bus
};

template <class NextLine>
void window(const char* name, uint64_t count, NextLine next_line) {
  WindowSink sink;
  for (int i = 0; i < 32; ++i) sink.completions.push(Picos(1'000'000));
  DramEngine engine(DramConfig(one_channel()), sink);
  const auto start = Clock::now();
  Picos now{};
  for (uint64_t i = 0; i < count; i += 2) {
    while (sink.completions.empty()) engine.advance_to_read(DramEngine::kNever);
    now = sink.completions.front();
    sink.completions.pop();
    engine.enqueue({.line = next_line(i, false), .arrival = now, .tag = i});
    engine.enqueue({.line = next_line(i, true), .write = true, .arrival = now, .tag = i + 1});
  }
  std::printf("%-28s %6.2f M requests/s, %5.2f GB/s simulated\n", name,
              static_cast<double>(count) / seconds_since(start) / 1e6,
              static_cast<double>(count * kLineBytes) * 1e3 / static_cast<double>(now.value));
}

void frame_store() {
  FrameStore store(PhysAddr(0), 1ULL << 40);
  for (uint64_t i = 0; i < 64; ++i) store.write64(PhysAddr(i * kPageBytes), i);
  const uint64_t count = 100'000'000;
  uint64_t sum = 0;
  const auto start = Clock::now();
  for (uint64_t i = 0; i < count; ++i) {
    const PhysAddr pa((i * 7 % 64) * kPageBytes + i % 512 * 8);
    sum += store.read64(pa);
    store.write64(pa, sum);
  }
  std::printf("%-28s %6.2f ns a read and write (%llu)\n", "frame store",
              seconds_since(start) / static_cast<double>(count) * 1e9,
              static_cast<unsigned long long>(sum % 10));
}

}  // namespace
}  // namespace cowmmu::dram_test

int main() {
  using namespace cowmmu;
  using namespace cowmmu::dram_test;
  std::mt19937_64 rng(1);
  one_at_a_time("random, one at a time", 3'000'000,
                [&](uint64_t) { return LineAddr(rng() % (1ULL << 29)); });
  one_at_a_time("sequential, one at a time", 3'000'000, [](uint64_t i) { return LineAddr(i); });
  window("copy, 32 reads in flight", 2'000'000,
         [](uint64_t i, bool write) { return LineAddr(i / 2 + (write ? 5 << 19 : 0)); });
  window("random, 32 reads in flight", 1'000'000,
         [&](uint64_t, bool) { return LineAddr(rng() % (1ULL << 28)); });
  frame_store();
}
