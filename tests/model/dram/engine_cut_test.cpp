// SPDX-License-Identifier: Apache-2.0
// The engine's result is a function of the requests: how time is cut into calls changes nothing.
#include <gtest/gtest.h>

#include "model/dram/engine_fixture.h"
#include "model/dram/random_stream.h"

namespace cowmmu::dram_test {
namespace {

constexpr uint64_t kSeeds = 40;
constexpr size_t kRequests = 400;

struct Outcome {
  std::vector<Completion> done;
  std::vector<std::tuple<uint64_t, int, uint32_t, uint64_t>> commands;
  uint64_t hits, conflicts, refreshes, latency;
  bool operator==(const Outcome&) const = default;
};

Picos end_of(const std::vector<DramRequest>& requests) {
  return requests.back().arrival + Picos(100'000'000);
}

// How a caller spends the time up to `until`.
using Spend = void (*)(DramEngine&, Picos until, std::mt19937_64&);

Outcome play(uint64_t seed, bool log, Spend spend) {
  DramParams params;
  params.read_queue = seed % 2 == 0 ? 32 : 4;  // with and without waiting before the queue
  params.page_policy = seed % 3 == 0 ? "closed" : "open";
  Bench bench(params);
  if (log) bench.engine.log_commands();
  std::mt19937_64 rng(seed);
  const auto requests = RandomStream(seed, bench.config).take(kRequests);
  for (const DramRequest& request : requests) {
    spend(bench.engine, request.arrival, rng);
    bench.engine.enqueue(request);
  }
  spend(bench.engine, end_of(requests), rng);
  bench.engine.advance_to(end_of(requests));
  Outcome outcome{};
  outcome.done = bench.sink.done;
  for (const uint32_t n : {0U, 1U}) {
    for (const DramCommand& c : bench.engine.take_log(n)) {
      outcome.commands.emplace_back(c.edge.value, static_cast<int>(c.kind), n, c.at.row);
    }
  }
  const DramStats stats = bench.engine.stats();
  outcome.hits = stats.row_hits;
  outcome.conflicts = stats.row_conflicts;
  outcome.refreshes = stats.refreshes;
  outcome.latency = stats.read_latency.sum().value + stats.write_latency.sum().value;
  return outcome;
}

void not_at_all(DramEngine&, Picos, std::mt19937_64&) {}
void randomly(DramEngine& engine, Picos until, std::mt19937_64& rng) {
  for (Picos t{}; t < until; t += Picos(rng() % 3000 + 1)) {
    if (t + Picos(2'000'000) < until) t = until - Picos(2'000'000);
    engine.advance_to(t);
    if (rng() % 4 == 0) engine.advance_to_read(until);
    (void)engine.next_decision();
  }
}
void edge_by_edge(DramEngine& engine, Picos until, std::mt19937_64&) {
  const DramClock clock = engine.config().clock;
  const uint64_t last = clock.first_edge_from(until).value;
  for (uint64_t edge = last > 4000 ? last - 4000 : 0; edge <= last; ++edge) {
    engine.advance_to(clock.time_of(DramCycles(edge)));
  }
}
void decision_by_decision(DramEngine& engine, Picos until, std::mt19937_64&) {
  while (engine.next_decision() < until) engine.advance_to(engine.next_decision() + Picos(1));
}

struct Cutting {
  const char* name;
  Spend spend;
};
void PrintTo(const Cutting& p, std::ostream* out) { *out << p.name; }

class EngineCuts : public testing::TestWithParam<Cutting> {};

TEST_P(EngineCuts, completions_commands_and_statistics_stay_the_same) {
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Outcome whole = play(seed, true, not_at_all);
    ASSERT_EQ(play(seed, true, GetParam().spend), whole);
    Outcome quiet = play(seed, false, GetParam().spend);
    quiet.commands = whole.commands;
    ASSERT_EQ(quiet, whole) << "without a log";
  }
}

INSTANTIATE_TEST_SUITE_P(Engine, EngineCuts,
                         testing::Values(Cutting{"random_cuts", &randomly},
                                         Cutting{"edge_by_edge", &edge_by_edge},
                                         Cutting{"decision_by_decision", &decision_by_decision}),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(EngineDecisions, no_read_completes_before_next_decision_and_it_always_moves_on) {
  for (uint64_t seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Bench bench((DramParams()));
    for (const auto& request : RandomStream(seed, bench.config).take(kRequests)) {
      bench.engine.enqueue(request);
      const size_t known = bench.sink.done.size();
      const Picos next = bench.engine.next_decision();
      if (next == DramEngine::kNever || next > request.arrival + Picos(50'000)) continue;
      bench.engine.advance_to(std::min(next, request.arrival));
      ASSERT_EQ(bench.sink.done.size(), known);
    }
    Picos last{};
    for (Picos n; (n = bench.engine.next_decision()) != DramEngine::kNever; last = n) {
      ASSERT_GT(n, last);
      const size_t known = bench.sink.done.size();
      bench.engine.advance_to(n);
      ASSERT_EQ(bench.sink.done.size(), known);
      bench.engine.advance_to(n + Picos(1));
    }
  }
}

}  // namespace
}  // namespace cowmmu::dram_test
