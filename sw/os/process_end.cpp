// SPDX-License-Identifier: Apache-2.0
#include "os/process_end.h"

#include <utility>

#include "os/kernel_switch.h"
#include "os/wait.h"

namespace cowmmu {
namespace {

void retire_current(KernelCore& core, ICpu& cpu, bool report) {
  Thread& thread = leave_current(core, cpu);
  {
    PhaseGuard phase(cpu, Phase::kSchedule);
    core.scheduler.retire(cpu, thread);
  }
  finish_thread(core, cpu, thread, report);
  schedule_next(core, cpu);
}

// Gives the space back. Its last user takes it down: all who could have it loaded have left.
void release_space(KernelCore& core, ICpu& cpu, Process& process) {
  std::unique_ptr<AddressSpace> unused, last;
  {
    LockGuard guard(cpu, core.table.lock);
    unused = std::move(process.next_image);  // of an exec that never came to be alone
    const auto memory = std::exchange(process.memory, nullptr);
    if (--memory->users == 0) last = std::move(memory->space);
  }
  if (unused) {
    unused->abandoned = true;
    core.sys.memory.destroy(cpu, std::move(unused));
  }
  if (last) core.sys.memory.destroy(cpu, std::move(last));
}

// Nobody waits for its children any more: those that have ended vanish, the others will by
// themselves.
void abandon_children(KernelCore& core, ICpu& cpu, Process& process) {
  const std::vector<Pid> children = std::exchange(process.children, {});
  for (const Pid pid : children) {
    Process* child = core.table.find(cpu, pid);
    child->parent = Pid{};
    cpu.store(child->node, 0);
    if (child->zombie) core.table.reap(cpu, *child);
  }
}

// True when it was the machine's last process.
bool become_zombie(KernelCore& core, ICpu& cpu, Process& process) {
  LockGuard guard(cpu, core.table.lock);
  abandon_children(core, cpu, process);
  wake_vfork_parent(core, cpu, process);
  process.zombie = true;
  cpu.store(process.node, 0);
  core.table.count_end();
  const bool last = core.table.alive() == 0;
  tell_parent(core, cpu, process);  // may reap it
  return last;
}

void count_end(KernelCore& core, ICpu& cpu, const EndReport& end) {
  HartCounters& counters = core.counters(cpu);
  ++(end.killed ? counters.processes_killed : counters.processes_exited);
  core.sys.observer.ended(cpu, end.process, end.killed.has_value());
}

void report_end(KernelCore& core, ICpu& cpu, const EndReport& end) {
  cpu.synchronise();
  for (const Tid tid : core.sys.host.ended(cpu, end)) unpark(core, cpu, tid);
}

void end_process(KernelCore& core, ICpu& cpu, Process& process) {
  PhaseGuard phase(cpu, Phase::kExitUnmap);
  spend(cpu, core.cost().exit_base);
  release_space(core, cpu, process);
  const EndReport end = process.end;
  count_end(core, cpu, end);
  const bool last = become_zombie(core, cpu, process);
  report_end(core, cpu, end);
  if (!last) return;
  cpu.synchronise();
  core.sys.host.all_processes_ended(cpu);
}

// An exec of this process waits until its thread is the only one.
void wake_exec(KernelCore& core, ICpu& cpu, Process& process) {
  Thread& thread = *process.threads.front();
  if (thread.wait != Wait::kAlone) return;
  thread.wait = Wait::kNone;
  core.scheduler.wake(cpu, thread);
}

}  // namespace

void stop_others(KernelCore& core, ICpu& cpu, Process& process, const Thread* self) {
  std::vector<Thread*> others;
  for (const auto& thread : process.threads) {
    if (thread.get() != self) others.push_back(thread.get());
  }
  for (Thread* thread : others) {
    if (!core.scheduler.stop(cpu, *thread)) continue;
    core.table.free_line(cpu, thread->node);
    core.table.take_thread(cpu, *thread);
  }
}

void finish_thread(KernelCore& core, ICpu& cpu, Thread& thread, bool report) {
  Process& process = *thread.process;
  const EndReport end{.process = process.pid, .thread = thread.tid};
  std::unique_ptr<Thread> gone;
  bool last = false;
  {
    LockGuard guard(cpu, core.table.lock);
    core.table.free_line(cpu, thread.node);
    gone = core.table.take_thread(cpu, thread);
    last = process.threads.empty();
    if (process.exiting) report = false;
    if (last && !process.exiting) {
      process.end.thread = end.thread;
      process.end.process_ended = true;
    }
    if (process.threads.size() == 1 && !process.exiting) wake_exec(core, cpu, process);
  }
  if (last) return end_process(core, cpu, process);
  if (report) report_end(core, cpu, end);
}

void exit_process(KernelCore& core, ICpu& cpu, const EndReport& why) {
  Thread& thread = core.current(cpu);
  Process& process = *thread.process;
  {
    LockGuard guard(cpu, core.table.lock);
    if (!std::exchange(process.exiting, true)) {
      process.end = why;
      process.end.process_ended = true;
      stop_others(core, cpu, process, &thread);
    }
  }
  retire_current(core, cpu, true);
}

void exit_thread(KernelCore& core, ICpu& cpu) { retire_current(core, cpu, true); }
void end_stopped(KernelCore& core, ICpu& cpu) { retire_current(core, cpu, false); }

}  // namespace cowmmu
