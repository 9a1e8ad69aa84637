// SPDX-License-Identifier: Apache-2.0
// How threads and processes end: by exit, by a kill, by the end of the last thread. Threads that
// sleep or queue end at once; one that runs on another hart is told by IPI and ends at that hart's
// next boundary. Whichever thread goes last takes the address space down, on its hart, after that
// hart has left it too: then it is loaded nowhere.
// Cost of a process's end with one thread: os.cost.exit_base, MemoryManager::destroy, switch_to,
// the process table's lock 4 times, a run queue's lock twice, 9 loads and stores (2 more a child).
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
