// SPDX-License-Identifier: Apache-2.0
// How processes and threads begin. A new one goes to the hart with the fewest runnable threads.
// Cost of fork on H harts, apart from MemoryManager::create and ::fork (which spends
// os.cost.fork_base): 3 locks (lock.h), 3 + H loads, 10 stores; and 1 atomic and an IPI where the
// child goes to another hart, 1 load where it stays. Tests: tests/sw/os/process/cost_test.cpp.
#pragma once

#include "os/kernel_core.h"

namespace cowmmu {

// Process 1, on hart 0; it is queued there. Its space is empty.
void launch_init(KernelCore& core, ICpu& cpu, std::unique_ptr<IProgram> program);

// fork by the current thread: the child's Pid. Its program gets 0 as the call's result.
SysResult fork_current(KernelCore& core, ICpu& cpu);
// The child uses the parent's space; the current thread sleeps until it execs or ends. The result
// is written before.
void vfork_current(KernelCore& core, ICpu& cpu);
// A further thread of the current process: its Tid.
SysResult create_thread(KernelCore& core, ICpu& cpu, uint64_t argument);

}  // namespace cowmmu
