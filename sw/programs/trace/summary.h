// SPDX-License-Identifier: Apache-2.0
// What a recording holds, counted, and what plain copy-on-write would do to it if its records were
// performed in the recorded order: a functional replay, without a machine.
#pragma once

#include <cstdint>
#include <vector>

#include "programs/trace/recording.h"

namespace cowmmu::trace {

struct AccessCounts {
  uint64_t fetches = 0;
  uint64_t loads = 0;
  uint64_t stores = 0;
  uint64_t total() const { return fetches + loads + stores; }
};

// Kernel writes count here as stores do. A copy: another process maps the frame; else a reuse.
struct CowCounts {
  uint64_t first_writes = 0;
  uint64_t copies = 0;
  uint64_t reuses = 0;
  uint64_t faults() const { return copies + reuses; }
};

// Pages are distinct ones that the process's own accesses touch (written: by stores), counted anew
// after an exec; what the kernel touches does not count.
struct ProcessSummary {
  RecordedPid pid{};
  uint64_t threads = 0;
  uint64_t forks = 0;
  uint64_t vforks = 0;
  uint64_t execs = 0;
  AccessCounts accesses{};
  uint64_t pages = 0;
  uint64_t written = 0;
  CowCounts cow{};
};

// One F: the parent's private pages with a touch so far, and those of them that were written.
struct ForkSummary {
  RecordedPid parent{};
  RecordedPid child{};
  uint64_t present = 0;
  uint64_t dirty = 0;
};

struct Summary {
  Grain grain = Grain::kLine;
  std::vector<ProcessSummary> processes;  // in order of appearance
  std::vector<ForkSummary> forks;         // in recorded order

  AccessCounts accesses() const;
  CowCounts cow() const;
};

// What the statistics of a replay say: only the sums over all processes.
AccessCounts count_accesses(const Recording& recording);

Summary summarise(const Recording& recording);

}  // namespace cowmmu::trace
