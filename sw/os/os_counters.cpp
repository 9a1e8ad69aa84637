// SPDX-License-Identifier: Apache-2.0
#include "os/os_counters.h"

namespace cowmmu {
namespace {

void merge(HartCounters& sum, const HartCounters& h) {
  sum.forks += h.forks;
  sum.forks_failed += h.forks_failed;
  sum.fork_ptes += h.fork_ptes;
  sum.fork_tables += h.fork_tables;
  sum.pages_shared += h.pages_shared;
  sum.pages_copied_at_fork += h.pages_copied_at_fork;
  sum.fork_cycles.merge(h.fork_cycles);
  for (size_t kind = 0; kind < sum.fault_cycles.size(); ++kind) {
    sum.fault_cycles[kind].merge(h.fault_cycles[kind]);
  }
  sum.copy_cycles.merge(h.copy_cycles);
  sum.pages_copied += h.pages_copied;
  sum.shootdowns += h.shootdowns;
  sum.shootdown_targets += h.shootdown_targets;
  sum.ipis += h.ipis;
  sum.shootdown_cycles.merge(h.shootdown_cycles);
  sum.request_cycles.merge(h.request_cycles);
  sum.frames_allocated += h.frames_allocated;
  sum.frames_freed += h.frames_freed;
  sum.processes_created += h.processes_created;
  sum.processes_exited += h.processes_exited;
  sum.processes_killed += h.processes_killed;
}

}  // namespace

HartCounters OsCounters::total() const {
  HartCounters sum;
  for (const HartCounters& hart : harts) merge(sum, hart);
  return sum;
}

void OsCounters::restart() {
  for (HartCounters& hart : harts) {
    HartCounters kept;
    kept.frames_allocated = hart.frames_allocated;
    kept.frames_freed = hart.frames_freed;
    kept.processes_created = hart.processes_created;
    kept.processes_exited = hart.processes_exited;
    kept.processes_killed = hart.processes_killed;
    hart = kept;
  }
}

}  // namespace cowmmu
