// SPDX-License-Identifier: Apache-2.0
// How fast the RTL is, in the sizes of build `default`: each block alone and in lockstep with its
// model, on the traffic of its twin test. The machine on RTL is in system_bench.cpp.
// `--small` runs each for a hundredth of its cycles; other options are Google Benchmark's.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "Vcopier_default.h"
#include "Vfence_unit_default.h"
#include "Vmmu_default.h"
#include "Vmmu_default___024root.h"
#include "Vtlb_l1_default.h"
#include "Vtlb_l1_default___024root.h"
#include "Vtlb_l2_default.h"
#include "Vtlb_l2_default___024root.h"
#include "Vwalker_default.h"
#include "Vwalker_default___024root.h"
#include "rtl/copier/copier_twin.h"
#include "rtl/fabric/fence_unit_twin.h"
#include "rtl/mmu/mmu_twin.h"
#include "rtl/tlb/tlb_twin.h"
#include "rtl/walker/walker_twin.h"

namespace {

using namespace cowmmu;
using namespace cowmmu::test;

constexpr uint64_t kSeed = 1;

uint64_t cycles = 100'000;  // of an iteration; a hundredth with --small

// Inputs of so many cycles, as the model's outputs make the stimulus give them.
template <class Model, class Stimulus>
auto inputs_of(Model& model, Stimulus& stimulus) {
  std::vector<decltype(stimulus.next())> inputs;
  while (inputs.size() < cycles) {
    inputs.push_back(stimulus.next());
    stimulus.accepted(inputs.back(), model.step(inputs.back()));
  }
  model.reset();
  return inputs;
}

template <class Rtl, class Inputs>
void alone(benchmark::State& state, Rtl& rtl, const Inputs& inputs) {
  uint64_t busy = 0;
  for (auto _ : state) {
    for (const auto& in : inputs) busy += rtl.step(in).busy ? 1 : 0;
    rtl.reset();
  }
  if (busy == 0) state.SkipWithError("nothing happened");
  state.counters["cycles/s"] = {static_cast<double>(state.iterations() * inputs.size()),
                                benchmark::Counter::kIsRate};
}

template <class Model, class Rtl, class Inputs>
void lockstep(benchmark::State& state, Model& model, Rtl& rtl, const Inputs& inputs) {
  for (auto _ : state) {
    for (const auto& in : inputs)
      if (!(rtl.step(in) == model.step(in))) return state.SkipWithError("a mismatch");
    rtl.reset();
    model.reset();
  }
  state.counters["cycles/s"] = {static_cast<double>(state.iterations() * inputs.size()),
                                benchmark::Counter::kIsRate};
}

// `make_*` are called when the benchmark runs.
template <class MakeModel, class MakeRtl, class MakeStimulus>
void add(const std::string& block, MakeModel make_model, MakeRtl make_rtl,
         MakeStimulus make_stimulus) {
  for (const bool with_model : {false, true}) {
    benchmark::RegisterBenchmark(("rtl_" + block + (with_model ? "_lockstep" : "_alone")).c_str(),
                                 [=](benchmark::State& state) {
                                   auto model = make_model();
                                   auto rtl = make_rtl();
                                   auto stimulus = make_stimulus();
                                   const auto inputs = inputs_of(*model, *stimulus);
                                   with_model ? lockstep(state, *model, *rtl, inputs)
                                              : alone(state, *rtl, inputs);
                                 })
        ->Unit(benchmark::kMillisecond);
  }
}

void add_all(const Params& p) {
  const PagingMode mode = mode_of(p);
  const FenceWalk walk = FenceWalk::of(p.machine.mmu);
  const auto tlb_traffic = [=] { return std::make_unique<TlbStimulus>(mode, kSeed); };
  add(
      "tlb_l1", [p] { return std::make_unique<TimedTlb>(l1_model(p)); },
      [=] { return std::make_unique<RtlTlb<Vtlb_l1_default>>(mode, kSeed); }, tlb_traffic);
  add(
      "tlb_l2", [p] { return std::make_unique<TimedTlb>(l2_model(p)); },
      [=] { return std::make_unique<RtlTlb<Vtlb_l2_default>>(mode, kSeed); }, tlb_traffic);
  add(
      "walker",
      [p] { return std::make_unique<TimedWalker>(p.machine.walker, WalkerStimulus::kMemory); },
      [=] {
        return std::make_unique<RtlWalker<Vwalker_default>>(
            mode, WalkerStraps{WalkerStimulus::kMemory}, kSeed);
      },
      [=] { return std::make_unique<WalkerStimulus>(mode, kSeed); });
  add(
      "mmu", [p] { return std::make_unique<TimedMmu>(p.machine, MmuTables::kMemory); },
      [=] {
        return std::make_unique<RtlMmu<Vmmu_default>>(mode, WalkerStraps{MmuTables::kMemory},
                                                      kSeed);
      },
      [=] { return std::make_unique<MmuStimulus>(mode, walk, kSeed); });
  add(
      "copier", [p] { return std::make_unique<TimedCopier>(p.machine.copier); },
      [] { return std::make_unique<RtlCopier<Vcopier_default>>(kSeed); },
      [p] { return std::make_unique<CopierStimulus>(p.machine.copier.window, kSeed); });
  add(
      "fence_unit", [] { return std::make_unique<TimedFenceUnit>(); },
      [=] { return std::make_unique<RtlFenceUnit<Vfence_unit_default>>(mode, kSeed); },
      [=] { return std::make_unique<FenceUnitStimulus>(walk, kSeed); });
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<char*> args(argv, argv + argc);
  const auto small =
      std::find_if(args.begin(), args.end(), [](char* a) { return !std::strcmp(a, "--small"); });
  if (small != args.end()) {
    cycles /= 100;
    args.erase(small);
  }
  int count = static_cast<int>(args.size());
  benchmark::Initialize(&count, args.data());
  if (benchmark::ReportUnrecognizedArguments(count, args.data())) return 2;
  add_all(params_of("default"));
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
