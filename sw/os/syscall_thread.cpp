// SPDX-License-Identifier: Apache-2.0
// Threads: create, exit, yield, migrate, park, unpark.
#include <utility>

#include "os/kernel_switch.h"
#include "os/process_end.h"
#include "os/process_fork.h"
#include "os/syscall_table.h"
#include "os/wait.h"

namespace cowmmu {
namespace {

SysResult complete(Thread& thread, const ICpu& cpu) {
  thread.context.result = {0, 0, cpu.now()};
  thread.context.pending = false;
  return {};
}

// The caller itself: it must have left this hart before another one may run it.
void migrate_current(KernelCore& core, ICpu& cpu, HartId target) {
  complete(core.current(cpu), cpu);
  Thread& thread = leave_current(core, cpu);
  bool alive = true;
  {
    LockGuard guard(cpu, core.table.lock);
    alive = core.scheduler.commit(cpu, thread, Scheduler::Leave::kSleep);
    if (alive) {
      core.scheduler.move(cpu, thread, target);
      core.scheduler.wake(cpu, thread);
    }
  }
  if (!alive) finish_thread(core, cpu, thread, false);
  schedule_next(core, cpu);
}

SysResult migrate_other(KernelCore& core, ICpu& cpu, Tid tid, HartId target) {
  LockGuard guard(cpu, core.table.lock);
  Thread* thread = core.table.find_thread(cpu, tid);
  const bool moved = thread != nullptr && core.scheduler.move(cpu, *thread, target);
  return {0, moved ? SysError::kNone : SysError::kInvalid};
}

}  // namespace

SysReturn sys_thread_create(KernelCore& core, ICpu& cpu, const Op& op) {
  if (op.args[1] > core.scheduler.harts()) return SysResult{0, SysError::kInvalid};
  return create_thread(core, cpu, op.args[0], placement(op.args[1]));
}

SysReturn sys_thread_exit(KernelCore& core, ICpu& cpu, const Op&) {
  exit_thread(core, cpu);
  return std::nullopt;
}

SysReturn sys_yield(KernelCore& core, ICpu& cpu, const Op&) {
  complete(core.current(cpu), cpu);
  schedule_away(core, cpu, Scheduler::Leave::kRequeue);
  return std::nullopt;
}

SysReturn sys_migrate(KernelCore& core, ICpu& cpu, const Op& op) {
  const HartId target(op.args[0]);
  const Thread& caller = core.current(cpu);
  if (target.value >= core.scheduler.harts()) return SysResult{0, SysError::kInvalid};
  if (op.args[1] != 0 && Tid(op.args[1]) != caller.tid) {
    return migrate_other(core, cpu, Tid(op.args[1]), target);
  }
  if (target == cpu.id()) return SysResult{};
  migrate_current(core, cpu, target);
  return std::nullopt;
}

SysReturn sys_park(KernelCore& core, ICpu& cpu, const Op&) {
  Thread& thread = core.current(cpu);
  {
    LockGuard guard(cpu, core.table.lock);
    if (std::exchange(thread.unparked, false)) return SysResult{};
    thread.context.result = {};
    thread.wait = Wait::kPark;
  }
  sleep_current(core, cpu, Resume::kPark);
  return std::nullopt;
}

SysReturn sys_unpark(KernelCore& core, ICpu& cpu, const Op& op) {
  const bool found = unpark(core, cpu, Tid(op.args[0]));
  return SysResult{0, found ? SysError::kNone : SysError::kInvalid};
}

}  // namespace cowmmu
