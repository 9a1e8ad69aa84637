// SPDX-License-Identifier: Apache-2.0
// The system calls as a table: one handler a call, grouped in files by topic (syscall_*.cpp).
#pragma once

#include <optional>

#include "os/kernel_core.h"

namespace cowmmu {

// Runs `op` for the hart's current thread. A call that completes sets the context's result and
// pending = false; one that sleeps, or ends the thread, has switched to another.
void dispatch_syscall(KernelCore& core, ICpu& cpu, const Op& op);

// What a handler returns: the result, or nothing where the thread sleeps or has ended (its result
// is complete then, or its waker completes it).
using SysReturn = std::optional<SysResult>;
using SysHandler = SysReturn (*)(KernelCore& core, ICpu& cpu, const Op& op);

// Processes: syscall_process.cpp.
SysReturn sys_fork(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_vfork(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_exec(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_exit(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_wait(KernelCore& core, ICpu& cpu, const Op& op);

// Threads and their order: syscall_thread.cpp.
SysReturn sys_thread_create(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_thread_exit(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_yield(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_migrate(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_park(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_unpark(KernelCore& core, ICpu& cpu, const Op& op);

// Measuring: syscall_measure.cpp.
SysReturn sys_ordered(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_mark(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_request_begin(KernelCore& core, ICpu& cpu, const Op& op);
SysReturn sys_request_end(KernelCore& core, ICpu& cpu, const Op& op);

}  // namespace cowmmu
