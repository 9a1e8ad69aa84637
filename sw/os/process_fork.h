// SPDX-License-Identifier: Apache-2.0
// How processes and threads begin. A new one goes to the hart that its maker names, otherwise to
// the one with the fewest runnable threads (H loads that a named place saves). Cost of fork on H
// harts, apart from MemoryManager::create and ::fork (which spends os.cost.fork_base): 3 locks
// (lock.h), 3 + H loads, 10 stores; and 1 atomic and an IPI where the child goes to another hart, 1
// load where it stays. Tests: tests/sw/os/process/cost_test.cpp.
#pragma once

#include <optional>

#include "os/kernel_core.h"

namespace cowmmu {

// Where a new thread starts: a hart, or nothing: the kernel chooses.
using Placement = std::optional<HartId>;

// The argument of a system call: 0 or a hart's number plus one.
inline Placement placement(uint64_t argument) {
  return argument == 0 ? Placement() : HartId(argument - 1);
}

// Process 1, on hart 0; it is queued there. Its space is empty.
void launch_init(KernelCore& core, ICpu& cpu, std::unique_ptr<IProgram> program);

// fork by the current thread: the child's Pid. Its program gets 0 as the call's result.
SysResult fork_current(KernelCore& core, ICpu& cpu, Placement place);
// The child uses the parent's space; the current thread sleeps until it execs or ends. The result
// is written before.
void vfork_current(KernelCore& core, ICpu& cpu, Placement place);
// A further thread of the current process: its Tid.
SysResult create_thread(KernelCore& core, ICpu& cpu, uint64_t argument, Placement place);

}  // namespace cowmmu
