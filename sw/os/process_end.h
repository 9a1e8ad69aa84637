// SPDX-License-Identifier: Apache-2.0
// How threads and processes end: by exit, by a kill, by the end of the last thread. Threads that
// sleep or queue end at once; one that runs on another hart is told by IPI and ends at that hart's
// next boundary. Whichever thread goes last takes the address space down, on its hart, after that
// hart has left it too: then it is loaded nowhere.
// Cost of an exit, one thread, its parent waiting on the same hart, until the parent runs again:
// os.cost.exit_base, MemoryManager::destroy, the switch's spending; 8 locks (lock.h), 9 loads,
// 11 stores, 1 atomic. Each child that it leaves behind: 1 load, 1 store.
// Tests: tests/sw/os/process/cost_test.cpp.
#pragma once

#include "os/kernel_core.h"

namespace cowmmu {

// The current thread's process ends, and the thread with it. On return the hart runs something
// else.
void exit_process(KernelCore& core, ICpu& cpu, const EndReport& why);
// The current thread ends alone, unless it is the last.
void exit_thread(KernelCore& core, ICpu& cpu);
// A thread that its hart has left and that is in no queue: takes it out of its process, which ends
// with the last one. `report`: it ended by itself, not because another thread exits or execs.
void finish_thread(KernelCore& core, ICpu& cpu, Thread& thread, bool report);
// The current thread was stopped by another hart: it ends.
void end_stopped(KernelCore& core, ICpu& cpu);

// Stops all threads of the process but `self`. The process table's lock is held.
void stop_others(KernelCore& core, ICpu& cpu, Process& process, const Thread* self);

}  // namespace cowmmu
