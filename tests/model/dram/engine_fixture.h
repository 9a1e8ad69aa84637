// SPDX-License-Identifier: Apache-2.0
// An engine with its sink, and helpers to place requests: shared by the tests of the DRAM engine.
#pragma once

#include <optional>
#include <vector>

#include "dram/engine.h"

namespace cowmmu::dram_test {

struct Completion {
  uint64_t tag;
  Picos at;
  bool operator==(const Completion&) const = default;
};

struct RecordingSink final : IDramSink {
  void read_done(uint64_t tag, Picos completion) override { done.push_back({tag, completion}); }
  std::vector<Completion> done;
};

inline DramParams one_channel() {
  DramParams params;
  params.channels = 1;
  return params;
}

// An engine under test. Times are given as memory edges: arrivals fall exactly on edges.
struct Bench {
  explicit Bench(const DramParams& params = one_channel()) : Bench(DramConfig(params)) {}
  explicit Bench(const DramConfig& c) : config(c), engine(config, sink) {}

  LineAddr line(const DramLocation& at) const { return config.mapping.line_at(at); }
  Picos time(uint64_t edge) const { return config.clock.time_of(DramCycles(edge)); }
  void read(const DramLocation& at, uint64_t edge) { push(at, edge, false); }
  void write(const DramLocation& at, uint64_t edge) { push(at, edge, true); }
  // Issues one read when idle and returns its latency in memory cycles.
  uint64_t lone_read(const DramLocation& at, uint64_t edge) {
    const size_t before = sink.done.size();
    read(at, edge);
    while (sink.done.size() == before) engine.advance_to_read(DramEngine::kNever);
    return config.clock.first_edge_from(sink.done.back().at).value - edge;
  }

  DramConfig config;
  RecordingSink sink;
  DramEngine engine;
  uint64_t next_tag = 0;

 private:
  void push(const DramLocation& at, uint64_t edge, bool write) {
    engine.enqueue({.line = line(at), .write = write, .arrival = time(edge), .tag = next_tag++});
  }
};

}  // namespace cowmmu::dram_test
