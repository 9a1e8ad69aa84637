// SPDX-License-Identifier: Apache-2.0
// KernelCore: what the kernel consists of, for the files that make up its process side
// (kernel_switch, process_*, wait, exec, syscall*). The rest of the system sees Kernel only.
#pragma once

#include <vector>

#include "os/asid_allocator.h"
#include "os/kernel_host.h"
#include "os/memory_manager.h"
#include "os/os_counters.h"
#include "os/process_table.h"
#include "os/scheduler.h"
#include "params/params.h"

namespace cowmmu {

struct KernelServices {
  MemoryManager& memory;
  KernelArena& arena;
  IShootdownPolicy& shootdown;
  IOsObserver& observer;
  OsCounters& counters;
  IKernelHost& host;
};

// Touched by its hart alone.
struct HartState {
  Thread* current = nullptr;       // in the hart's context
  AddressSpace* loaded = nullptr;  // in satp; nullptr: none, no translation
  unsigned depth = 0;              // traps in progress; an IPI may come within another one
  uint64_t events = 0;             // HartEvents not dealt with yet
  bool slice_runs = false;         // the timer is set
  Cycles slice_end{};              // of `current`
};

struct KernelCore {
  KernelCore(const Params& all, const KernelServices& services)
      : params(all),
        sys(services),
        table(services.arena, LockCosts(params.os.cost)),
        scheduler(params.machine.harts, services.arena, LockCosts(params.os.cost)),
        asids(params.os, params.machine.harts, services.arena),
        harts(params.machine.harts) {}

  const Params params;
  KernelServices sys;
  ProcessTable table;
  Scheduler scheduler;
  AsidAllocator asids;
  std::vector<HartState> harts;

  HartState& hart(const ICpu& cpu) { return harts[cpu.id().value]; }
  Thread& current(const ICpu& cpu) { return *hart(cpu).current; }
  HartCounters& counters(const ICpu& cpu) { return sys.counters.of(cpu); }
  const CostParams& cost() const { return params.os.cost; }
  Cycles time_slice() const { return Cycles(params.os.time_slice_us * params.machine.clock_mhz); }
  Cycles call_entry() const { return Cycles(params.hart.syscall_entry_cycles); }
  Cycles call_return() const { return Cycles(params.hart.syscall_return_cycles); }
};

inline AddressSpace& space_of(Thread& thread) { return *thread.process->memory->space; }

}  // namespace cowmmu
