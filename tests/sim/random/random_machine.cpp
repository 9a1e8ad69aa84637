// SPDX-License-Identifier: Apache-2.0
#include "random_machine.h"

#include <initializer_list>

#include "base/types.h"
#include "params/combinations.h"

namespace cowmmu::random {
namespace {

template <class T>
T one_of(Random& random, std::initializer_list<T> values) {
  return *(values.begin() + random.below(values.size()));
}

bool coin(Random& random) { return random.below(2) == 0; }

void draw_tlb(Random& random, TlbParams& tlb) {
  tlb.ways = one_of<uint64_t>(random, {0, 1, 2, 4});
  tlb.entries = one_of<uint64_t>(random, {4, 8, 16, 64});
  tlb.replacement = coin(random) ? "lru" : "plru";
}

void draw_caches(Random& random, MachineParams& machine) {
  machine.cached = random.below(4) != 0;
  machine.cache.l1d.ways = one_of<uint64_t>(random, {1, 2, 4});
  machine.cache.l1d.bytes = machine.cache.l1d.ways * kLineBytes * (16 << random.below(5));
  machine.cache.llc.ways = one_of<uint64_t>(random, {2, 4, 8});
  machine.cache.llc.bytes = machine.cache.llc.ways * kLineBytes * (64 << random.below(6));
  machine.cache.llc.banks = one_of<uint64_t>(random, {1, 2, 8});
}

void draw_machine(Random& random, MachineParams& machine) {
  machine.harts = 1 + random.below(8);
  machine.mmu.mode = one_of<const char*>(random, {"sv39", "sv48", "sv57"});
  machine.dram.channels = one_of<uint64_t>(random, {1, 2});
  draw_caches(random, machine);
  draw_tlb(random, machine.tlb.l1i);
  draw_tlb(random, machine.tlb.l1d);
  draw_tlb(random, machine.tlb.l2);
  machine.walker.adue = coin(random);
  machine.walker.pwc_entries = one_of<uint64_t>(random, {0, 2, 32});
  machine.fabric.ipi_send_cycles = one_of<uint64_t>(random, {1, 100});
  machine.fabric.ipi_deliver_cycles = one_of<uint64_t>(random, {1, 50, 600, 3000});
  machine.fabric.fence_send_cycles = one_of<uint64_t>(random, {1, 20});
  machine.fabric.fence_deliver_cycles = one_of<uint64_t>(random, {1, 60, 1000});
  machine.fabric.fence_ack_cycles = one_of<uint64_t>(random, {1, 60, 1000});
}

// Straight-line costs hide races: in half of the machines there are nearly none.
void draw_costs(Random& random, Params& params) {
  if (coin(random)) return;
  CostParams& cost = params.os.cost;
  cost.fork_base = cost.exec_base = cost.exit_base = random.below(500);
  cost.fault = cost.vma_op = cost.context_switch = cost.schedule = random.below(100);
  cost.fork_pte = cost.unmap_pte = cost.alloc = cost.free = cost.syscall = random.below(20);
  HartParams& hart = params.hart;
  hart.trap_entry_cycles = hart.trap_return_cycles = random.below(40);
  hart.interrupt_entry_cycles = hart.interrupt_return_cycles = random.below(40);
  hart.syscall_entry_cycles = hart.syscall_return_cycles = random.below(40);
}

void draw_os(Random& random, OsParams& os) {
  os.asid_bits = one_of<uint64_t>(random, {0, 2, 3, 4, 5, 16});  // few: they roll over
  os.flush_ceiling = one_of<uint64_t>(random, {1, 4, 33});
  os.time_slice_us = one_of<uint64_t>(random, {1, 2, 5, 50, 3000});
  os.svvptc = coin(random);
  os.fork_old = coin(random);
  os.memory.aged = coin(random) ? 0 : random.unit();
  os.cost.fork_flush = random.below(4) == 0 ? "free" : "timed";
}

// In a third of the machines several walks are under way.
void draw_look_ahead(uint64_t seed, MachineParams& machine) {
  machine.mmu.fetch_ahead = seed % 3 == 0;
  machine.walker.walks = 1 + seed / 3 % 4;
  if (machine.mmu.fetch_ahead) machine.access_cycles = 2 + seed / 12 % 20;
}

}  // namespace

Configuration random_machine(Random& random, const Policies& policies, bool scarce) {
  Configuration config;
  config.preset = "server";
  config.seed = random.next();
  Params& params = config.params;
  draw_machine(random, params.machine);
  draw_costs(random, params);
  draw_os(random, params.os);
  params.machine.dram.bytes = 32ULL << 20;
  if (scarce) params.machine.dram.bytes = one_of<uint64_t>(random, {1, 2, 4}) << 20;
  if (scarce && coin(random)) params.os.memory.user_frames = 8 + random.below(120);
  params.os.fork = policies.fork;
  params.os.shootdown = policies.shootdown;
  params.os.copy = config.seed % 2 == 0 ? "core" : "dma";
  params.machine.copier.window = 1 + config.seed / 2 % 40;
  draw_look_ahead(config.seed / 128, params.machine);
  check_combination(params);
  return config;
}

}  // namespace cowmmu::random
