// SPDX-License-Identifier: Apache-2.0
// fork, vfork, exec, exit, wait.
#include <algorithm>

#include "os/exec.h"
#include "os/kernel_switch.h"
#include "os/process_end.h"
#include "os/process_fork.h"
#include "os/syscall_table.h"

namespace cowmmu {
namespace {

// An ended child that the wait asks for; nullptr: none yet. The lock is held.
Process* find_zombie(KernelCore& core, ICpu& cpu, const Process& parent, Pid wanted) {
  for (const Pid pid : parent.children) {
    if (wanted != Pid{} && pid != wanted) continue;
    Process* child = core.table.find(cpu, pid);
    if (child->zombie) return child;
  }
  return nullptr;
}

bool has_child(const Process& parent, Pid wanted) {
  if (wanted == Pid{}) return !parent.children.empty();
  return std::ranges::find(parent.children, wanted) != parent.children.end();
}

// The result, or nothing: the thread is registered as waiting.
SysReturn look_for_child(KernelCore& core, ICpu& cpu, Thread& thread, Pid wanted) {
  LockGuard guard(cpu, core.table.lock);
  Process& parent = *thread.process;
  if (!has_child(parent, wanted)) return SysResult{0, SysError::kNoChild};
  if (Process* child = find_zombie(core, cpu, parent, wanted)) {
    const Pid pid = child->pid;
    core.table.reap(cpu, *child);
    return SysResult{pid.value, SysError::kNone};
  }
  thread.context.result = {};  // tell_parent writes the value
  thread.wait = Wait::kChild;
  thread.wait_child = wanted;
  return std::nullopt;
}

}  // namespace

SysReturn sys_fork(KernelCore& core, ICpu& cpu, const Op& op) {
  if (op.args[0] > core.scheduler.harts()) return SysResult{0, SysError::kInvalid};
  return fork_current(core, cpu, placement(op.args[0]));
}

SysReturn sys_vfork(KernelCore& core, ICpu& cpu, const Op& op) {
  if (op.args[0] > core.scheduler.harts()) return SysResult{0, SysError::kInvalid};
  vfork_current(core, cpu, placement(op.args[0]));
  return std::nullopt;
}

SysReturn sys_exec(KernelCore& core, ICpu& cpu, const Op&) { return exec_current(core, cpu); }

SysReturn sys_exit(KernelCore& core, ICpu& cpu, const Op& op) {
  const Thread& thread = core.current(cpu);
  exit_process(core, cpu,
               {.process = thread.process->pid, .thread = thread.tid, .status = op.args[0]});
  return std::nullopt;
}

SysReturn sys_wait(KernelCore& core, ICpu& cpu, const Op& op) {
  const SysReturn found = look_for_child(core, cpu, core.current(cpu), Pid(op.args[0]));
  if (!found) sleep_current(core, cpu, Resume::kReturn);
  return found;
}

}  // namespace cowmmu
