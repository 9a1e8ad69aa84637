// SPDX-License-Identifier: Apache-2.0
#include "os/memory_core.h"

#include "os/shootdown/i_shootdown_policy.h"

namespace cowmmu {

MemoryCore::MemoryCore(const MemoryServices& all)
    : services(all),
      tables(services),
      objects(services),
      copier(make_copy_engine(all.params.copy, all.arena)),
      reuse(make_reuse_rule(all.params)),
      fork(make_fork_policy(all.params.fork)) {}

std::optional<Ppn> allocate_page(MemoryCore& core, ICpu& cpu) {
  const PhaseGuard phase(cpu, Phase::kFaultAllocate);
  return core.services.frames.allocate(cpu, FrameUse::kUser);
}

void copy_page(MemoryCore& core, ICpu& cpu, Ppn dst, Ppn src, Phase phase) {
  const PhaseGuard guard(cpu, phase);
  const Cycles begin = cpu.now();
  core.copier->copy(cpu, dst, src);
  HartCounters& counters = core.services.counters.of(cpu);
  counters.copy_cycles.add((cpu.now() - begin).value);
  ++counters.pages_copied;
}

void drop(MemoryCore& core, ICpu& cpu, Ppn frame, uint64_t what) {
  const FrameCounts left = core.descriptors().remove(cpu, frame, what);
  if (left.references() == 0) core.services.frames.free(cpu, frame);
}

void drop_mapping(MemoryCore& core, ICpu& cpu, Pte leaf) {
  if (counted(leaf)) drop(core, cpu, leaf.ppn());
}

void flush(MemoryCore& core, ICpu& cpu, AddressSpace& space, const FlushRequest& request) {
  if (request.empty()) return;
  if (request.tables && core.mutant(&OsMutants::address_fences_only_after_table)) {
    FlushRequest leaves = request;
    leaves.tables = false;
    core.services.shootdown.flush(cpu, space, leaves);
    return;
  }
  core.services.shootdown.flush(cpu, space, request);
}

}  // namespace cowmmu
