// SPDX-License-Identifier: Apache-2.0
#include "os/process_fork.h"

#include <utility>

#include "base/check.h"
#include "os/kernel_switch.h"

namespace cowmmu {
namespace {

// Programs may share host state with a conductor: it is read in simulated order.
std::unique_ptr<IProgram> clone_program(ICpu& cpu, const Thread& thread) {
  cpu.synchronise();
  return thread.program->clone();
}

struct NewProcess {
  std::unique_ptr<Process> process;
  std::unique_ptr<Thread> thread;
};

NewProcess make_process(KernelCore& core, ICpu& cpu, Pid pid, std::shared_ptr<SpaceUse> memory,
                        std::unique_ptr<IProgram> program) {
  NewProcess made;
  made.process = core.table.make_process(cpu, pid, std::move(memory));
  made.thread = core.table.make_thread(cpu, *made.process, std::move(program));
  made.thread->context.result = {0, 0, cpu.now()};
  ++core.counters(cpu).processes_created;
  return made;
}

HartId home(KernelCore& core, ICpu& cpu, Placement place) {
  return place ? *place : core.scheduler.least_loaded(cpu);
}

// From here everybody can see the process. The lock is held.
Process& publish(KernelCore& core, ICpu& cpu, NewProcess made, Process* parent, HartId hart) {
  Process& process = core.table.insert(cpu, std::move(made.process), parent);
  Thread& thread = core.table.insert(cpu, std::move(made.thread));
  thread.hart = hart;
  core.scheduler.wake(cpu, thread);
  return process;
}

void count_fork(KernelCore& core, ICpu& cpu, const Thread& thread) {
  const Cycles end = cpu.now() + core.call_return();
  core.counters(cpu).fork_cycles.add((end - thread.call_began).value);
}

SysResult refuse_fork(KernelCore& core, ICpu& cpu, SysError error) {
  ++core.counters(cpu).forks_failed;
  return {0, error};
}

}  // namespace

void launch_init(KernelCore& core, ICpu& cpu, std::unique_ptr<IProgram> program) {
  const Pid pid = core.table.reserve_pid(cpu);
  std::unique_ptr<AddressSpace> space = core.sys.memory.create(cpu, pid);
  COWMMU_CHECK(space != nullptr, "no frame for the first process's page table");
  NewProcess made = make_process(
      core, cpu, pid, std::make_shared<SpaceUse>(SpaceUse{std::move(space)}), std::move(program));
  LockGuard guard(cpu, core.table.lock);
  publish(core, cpu, std::move(made), nullptr, cpu.id());
}

SysResult fork_current(KernelCore& core, ICpu& cpu, Placement place) {
  Thread& parent = core.current(cpu);
  PhaseGuard phase(cpu, Phase::kForkSetup);
  const Pid pid = core.table.reserve_pid(cpu);
  std::unique_ptr<AddressSpace> space = core.sys.memory.create(cpu, pid);
  if (space == nullptr) return refuse_fork(core, cpu, SysError::kNoMemory);
  const SysError error = core.sys.memory.fork(cpu, space_of(parent), *space);
  if (error != SysError::kNone) {
    core.sys.memory.destroy(cpu, std::move(space));
    return refuse_fork(core, cpu, error);
  }
  NewProcess made =
      make_process(core, cpu, pid, std::make_shared<SpaceUse>(SpaceUse{std::move(space)}),
                   clone_program(cpu, parent));
  {
    LockGuard guard(cpu, core.table.lock);
    const HartId hart = home(core, cpu, place);
    publish(core, cpu, std::move(made), parent.process, hart);
  }
  ++core.counters(cpu).forks;
  core.sys.observer.forked(cpu, pid);
  count_fork(core, cpu, parent);
  return {pid.value, SysError::kNone};
}

void vfork_current(KernelCore& core, ICpu& cpu, Placement place) {
  Thread& parent = core.current(cpu);
  Pid pid{};
  {
    PhaseGuard phase(cpu, Phase::kForkSetup);
    spend(cpu, core.cost().fork_base);
    pid = core.table.reserve_pid(cpu);
    NewProcess made =
        make_process(core, cpu, pid, parent.process->memory, clone_program(cpu, parent));
    made.process->vfork_parent = parent.tid;
    parent.context.result = {pid.value, 0, cpu.now()};
    LockGuard guard(cpu, core.table.lock);
    ++parent.process->memory->users;
    parent.wait = Wait::kVfork;
    const HartId hart = home(core, cpu, place);
    publish(core, cpu, std::move(made), parent.process, hart);
  }
  ++core.counters(cpu).forks;
  core.sys.observer.forked(cpu, pid);
  sleep_current(core, cpu, Resume::kVfork);
}

SysResult create_thread(KernelCore& core, ICpu& cpu, uint64_t argument, Placement place) {
  Thread& caller = core.current(cpu);
  Process& process = *caller.process;
  cpu.synchronise();
  std::unique_ptr<Thread> thread =
      core.table.make_thread(cpu, process, caller.program->start_thread(argument));
  thread->context.result = {0, 0, cpu.now()};
  LockGuard guard(cpu, core.table.lock);
  if (process.exiting || process.next_image != nullptr) {
    core.table.free_line(cpu, thread->node);
    return {0, SysError::kInvalid};  // the caller is about to be stopped itself
  }
  Thread& entry = core.table.insert(cpu, std::move(thread));
  entry.hart = home(core, cpu, place);
  core.scheduler.wake(cpu, entry);
  return {entry.tid.value, SysError::kNone};
}

}  // namespace cowmmu
