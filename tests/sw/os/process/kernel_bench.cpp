// SPDX-License-Identifier: Apache-2.0
#include "kernel_bench.h"

namespace cowmmu::test {
namespace {

Params bench_params(uint64_t harts, const std::function<void(Params&)>& change) {
  Params params;
  params.machine.harts = harts;
  if (change) change(params);
  return params;
}

}  // namespace

KernelBench::KernelBench(uint64_t harts, uint64_t seed, uint64_t jitter,
                         const std::function<void(Params&)>& change)
    : params(bench_params(harts, change)),
      machine(harts, seed, jitter),
      memory(machine, params.os),
      frames(layout, params.os, harts, seed, memory, counters),
      shootdown(make_shootdown({params.os, harts, arena, memory, counters})),
      manager({.params = params.os,
               .frames = frames,
               .arena = arena,
               .shootdown = *shootdown,
               .observer = memory,
               .counters = counters,
               .mode = PagingMode::kSv48}),
      kernel(params, {manager, arena, *shootdown, memory, counters, *this}) {}

bool KernelBench::run(std::unique_ptr<IProgram> init) {
  kernel.set_init(std::move(init));
  return machine.run_kernel(kernel);
}

}  // namespace cowmmu::test
