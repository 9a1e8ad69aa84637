// SPDX-License-Identifier: Apache-2.0
// MemoryServices: everything that the memory side shares, one object a machine.
#pragma once

#include "os/cpu.h"
#include "os/frames.h"
#include "os/kernel_arena.h"
#include "os/memory_parts.h"
#include "os/mutants.h"
#include "os/observer.h"
#include "os/os_counters.h"
#include "params/params.h"

namespace cowmmu {

struct MemoryServices {
  const OsParams& params;
  FrameAllocator& frames;
  KernelArena& arena;
  IShootdownPolicy& shootdown;
  IOsObserver& observer;
  OsCounters& counters;
  PagingMode mode;
  Cycles trap_cycles{};                // entry and return of a page-fault trap, for fault_cycles
  const OsMutants* mutants = nullptr;  // tests only
};

}  // namespace cowmmu
