// SPDX-License-Identifier: Apache-2.0
// Sleeping until something has happened: a child's end, the end of a vfork's borrowing, an unpark.
// The condition is looked at and the wait registered under the process table's lock, and wakers
// hold it: no wake-up is lost. Each waker sets Thread::wait back.
#pragma once

#include "os/kernel_core.h"

namespace cowmmu {

// A child has ended: wakes the first thread of its parent that waits for it, or leaves the zombie
// for a later wait, or reaps it if it has no parent. The lock is held.
void tell_parent(KernelCore& core, ICpu& cpu, Process& child);
// The child no longer uses its parent's space. The lock is held.
void wake_vfork_parent(KernelCore& core, ICpu& cpu, Process& child);
// Takes the lock. False: there is no such thread.
bool unpark(KernelCore& core, ICpu& cpu, Tid tid);

}  // namespace cowmmu
