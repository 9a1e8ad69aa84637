// SPDX-License-Identifier: Apache-2.0
// The context switch: what a hart executes next. A space is in satp only on harts that run one of
// its threads: a hart without a thread loads none, so that a space can be taken down as soon as its
// last thread has been left (no lazy TLB mode as in Linux).
// Cost of a switch: os.cost.schedule for the decision, os.cost.context_switch where the hart loads
// another space, and AsidAllocator::enter and leave.
#pragma once

#include "os/kernel_core.h"

namespace cowmmu {

// Interrupts are off. next may be nullptr. Does not touch states and queues.
void switch_to(KernelCore& core, ICpu& cpu, Thread* next);

// The hart's thread stops here (it sleeps, or gives way if another one can run) and the next one
// begins. The thread's result must be complete: it may run elsewhere before this returns.
void schedule_away(KernelCore& core, ICpu& cpu, Scheduler::Leave how);
// The hart has left its thread and gets the next one, if there is any.
void schedule_next(KernelCore& core, ICpu& cpu);
// Leaves the hart's thread: from here nothing of it is in use on this hart.
Thread& leave_current(KernelCore& core, ICpu& cpu);

// Sets the timer where the hart has another thread to run, and only there. 1 load.
void arm_slice(KernelCore& core, ICpu& cpu);

// The thread sleeps (resume: what is to be done when it runs again).
void sleep_current(KernelCore& core, ICpu& cpu, Resume resume);

}  // namespace cowmmu
