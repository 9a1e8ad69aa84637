// SPDX-License-Identifier: Apache-2.0
// How fast the whole simulator is. Each iteration is a run in a process of its own; its time is the
// host's for the measured part alone (the warm-up is done without simulated time).
// `--small` runs each once at a hundredth of its size; other options are Google Benchmark's.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "measured_run.h"

namespace {

using cowmmu::bench::measure;
using cowmmu::bench::Measured;

uint64_t shrink = 1;  // set by --small before anything is registered

constexpr uint64_t kGiB = 1ULL << 30;

std::string access_scenario(const char* pattern, uint64_t bytes, uint64_t accesses,
                            uint64_t threads, const char* mmu = "systemc") {
  return fmt::format(
      "[machine]\nharts = {3}\ndram.bytes = {4}\nmmu.impl = \"{5}\"\n[workload]\nprogram = "
      "\"access\"\nwarm = "
      "\"untimed\"\npattern = \"{0}\"\nbytes = {1}\naccesses = {2}\nthreads = {3}\n",
      pattern, bytes, accesses, threads, 8 * kGiB, mmu);
}

std::string fork_scenario(const char* policy) {
  return fmt::format(
      "[machine]\nharts = 1\ndram.bytes = {}\n[os]\nfork = \"{}\"\n[workload]\nprogram = "
      "\"fork_exit\"\nwarm = \"untimed\"\npages = {}\nchildren = 1\n",
      8 * kGiB, policy, kGiB / 4096 / shrink);
}

// sim/scenarios/first.toml, on a machine whose MMUs and page-copy engine are what `impl` says.
std::string first_scenario(const char* impl) {
  return fmt::format(
      "machine.harts = 4\nmachine.mmu.impl = \"{0}\"\nmachine.copier.impl = \"{0}\"\nos.copy = "
      "\"dma\"\n[workload]\n"
      "program = \"fork_write\"\npages = {1}\nwritten = 0.1\n",
      impl, 16384 / shrink);
}

void accesses(benchmark::State& state, const std::string& toml) {
  double done = 0, peak = 0, mmu_cycles = 0;
  for (auto _ : state) {
    const Measured m = measure(toml);
    if (m.accesses == 0) state.SkipWithError("no access was made");
    state.SetIterationTime(m.seconds);
    done += m.accesses;
    mmu_cycles += m.mmu_cycles;
    peak = std::max(peak, m.peak_mib);
  }
  state.counters["accesses/s"] = {done, benchmark::Counter::kIsRate};
  if (mmu_cycles != 0) state.counters["mmu_cycles/s"] = {mmu_cycles, benchmark::Counter::kIsRate};
  state.counters["peak_MiB"] = peak;
}

void whole_run(benchmark::State& state, const std::string& toml) {
  for (auto _ : state) {
    const Measured m = measure(toml);
    if (m.accesses == 0) state.SkipWithError("no access was made");
    state.SetIterationTime(m.seconds);
  }
}

void fork_alone(benchmark::State& state, const std::string& toml) {
  double peak = 0;
  for (auto _ : state) {
    const Measured m = measure(toml);
    if (m.fork_seconds == 0) state.SkipWithError("no fork was made");
    state.SetIterationTime(m.fork_seconds);
    peak = std::max(peak, m.peak_mib);
  }
  state.counters["peak_MiB"] = peak;
}

void add(const char* name, void (*what)(benchmark::State&, const std::string&),
         const std::string& toml) {
  benchmark::RegisterBenchmark(name, what, toml)
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond)
      ->Iterations(1);
}

void add_all() {
  // 16 KiB stay in the L1D, four pages in the L1 TLB.
  add("hit_stream", accesses, access_scenario("sequential", 16384, 100'000'000 / shrink, 1));
  const uint64_t large = 4 * kGiB / shrink;
  add("chase_4GiB", accesses, access_scenario("chase", large, 2'000'000 / shrink, 1));
  add("chase_4GiB_4_harts", accesses, access_scenario("chase", large, 500'000 / shrink, 4));
  add("first", whole_run, first_scenario("systemc"));
  add("first_rtl", whole_run, first_scenario("rtl"));
  add("hit_stream_rtl", accesses,
      access_scenario("sequential", 16384, 1'000'000 / shrink, 1, "rtl"));
  add("fork_1GiB_cow", fork_alone, fork_scenario("cow"));
  add("fork_1GiB_eager", fork_alone, fork_scenario("eager"));
}

}  // namespace

// As sim/main.cpp: SystemC's library refers to it, machines run in children.
extern "C" int sc_main(int, char**) { return 0; }

int main(int argc, char** argv) {
  std::vector<char*> args(argv, argv + argc);
  const auto small =
      std::find_if(args.begin(), args.end(), [](char* a) { return !std::strcmp(a, "--small"); });
  if (small != args.end()) {
    shrink = 100;
    args.erase(small);
  }
  int count = static_cast<int>(args.size());
  benchmark::Initialize(&count, args.data());
  if (benchmark::ReportUnrecognizedArguments(count, args.data())) return 2;
  add_all();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
