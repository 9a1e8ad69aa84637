// SPDX-License-Identifier: Apache-2.0
// OsCounters: what the OS counts for statistics. One a hart (only that hart adds to it), summed at
// the end, so that no count depends on the order of harts.
#pragma once

#include <array>
#include <cstdint>

#include "base/distribution.h"
#include "os/observer.h"

namespace cowmmu {

struct EventStats {  // `cycles` has one sample an event
  Distribution cycles;
};

struct HartCounters {
  uint64_t forks = 0, forks_failed = 0, fork_ptes = 0, fork_tables = 0;
  uint64_t pages_shared = 0, pages_copied_at_fork = 0;
  Distribution fork_cycles;                  // from call to return in the parent
  std::array<Distribution, 9> fault_cycles;  // by FaultKind, trap entry and return included
  Distribution copy_cycles;                  // one sample a copied page
  uint64_t pages_copied = 0;                 // 4 KiB pages, for any reason
  uint64_t shootdowns = 0, shootdown_targets = 0, ipis = 0;
  Distribution shootdown_cycles;  // one sample a shootdown with a remote hart
  Distribution request_cycles;
  uint64_t frames_allocated = 0, frames_freed = 0;
  uint64_t processes_created = 0, processes_exited = 0, processes_killed = 0;
};

struct OsCounters {
  std::array<HartCounters, 64> harts;
  HartCounters& of(const ICpu& cpu) { return harts[cpu.id().value]; }
  HartCounters total() const;
  // At the mark. What covers the whole run stays: frames and processes.
  void restart();
};

}  // namespace cowmmu
