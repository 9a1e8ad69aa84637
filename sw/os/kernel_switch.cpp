// SPDX-License-Identifier: Apache-2.0
#include "os/kernel_switch.h"

#include "os/exec.h"
#include "os/kernel_guards.h"
#include "os/process_end.h"

namespace cowmmu {
namespace {

Satp satp_of(const AddressSpace& space, Asid asid) { return {space.mode, asid, space.root}; }

// What the kernel owes a thread that slept in a system call. Interrupts are on.
void resume_current(KernelCore& core, ICpu& cpu) {
  Thread* thread = core.hart(cpu).current;
  if (thread == nullptr || thread->resume == Resume::kNone) return;
  const Resume what = std::exchange(thread->resume, Resume::kNone);
  if (what == Resume::kExec) replace_image(core, cpu, *thread);
  if (what == Resume::kVfork) {
    const Cycles end = cpu.now() + core.call_return();
    core.counters(cpu).fork_cycles.add((end - thread->call_began).value);
  }
  thread->context.result.at = cpu.now();
}

}  // namespace

void switch_to(KernelCore& core, ICpu& cpu, Thread* next) {
  HartState& hart = core.hart(cpu);
  AddressSpace* before = hart.loaded;
  AddressSpace* after = next == nullptr ? nullptr : &space_of(*next);
  if (after != before) {
    if (after != nullptr) spend(cpu, core.cost().context_switch);
    // In this order: the footprint names this hart before it can walk; an entry that the switch
    // leaves behind is flushed (where ASIDs are off) once nothing can make new ones.
    cpu.set_satp(after == nullptr ? Satp{} : satp_of(*after, core.asids.enter(cpu, *after)));
    hart.loaded = after;
    if (before != nullptr) core.asids.leave(cpu, *before);
    core.sys.observer.switched(cpu, after);
  }
  hart.current = next;
  cpu.set_context(next == nullptr ? nullptr : &next->context);
}

void arm_slice(KernelCore& core, ICpu& cpu) {
  HartState& hart = core.hart(cpu);
  const bool wanted = hart.current != nullptr && core.scheduler.runnable(cpu) > 1;
  if (wanted == hart.slice_runs) return;
  hart.slice_runs = wanted;
  cpu.set_deadline(wanted ? hart.slice_end : ICpu::kNoDeadline);
}

namespace {

// `next` begins a slice; the timer of the thread before is void.
void begin_slice(KernelCore& core, ICpu& cpu) {
  HartState& hart = core.hart(cpu);
  hart.slice_end = cpu.now() + core.time_slice();
  if (hart.slice_runs) cpu.set_deadline(ICpu::kNoDeadline);
  hart.slice_runs = false;
  if (hart.current != nullptr) arm_slice(core, cpu);
}

}  // namespace

void schedule_away(KernelCore& core, ICpu& cpu, Scheduler::Leave how) {
  Thread& thread = core.current(cpu);
  bool goes_on = true;
  {
    PhaseGuard phase(cpu, Phase::kSchedule);
    InterruptsOff off(cpu);
    spend(cpu, core.cost().schedule);
    Thread* next = core.scheduler.pick(cpu);
    const bool alone = next == nullptr && how == Scheduler::Leave::kRequeue;
    if (!alone) {
      switch_to(core, cpu, next);
      goes_on = core.scheduler.commit(cpu, thread, how);
    }
    begin_slice(core, cpu);
  }
  if (!goes_on) finish_thread(core, cpu, thread, false);
  resume_current(core, cpu);
}

void schedule_next(KernelCore& core, ICpu& cpu) {
  {
    PhaseGuard phase(cpu, Phase::kSchedule);
    InterruptsOff off(cpu);
    Thread* next = core.scheduler.pick(cpu);
    if (next != nullptr) spend(cpu, core.cost().schedule);
    switch_to(core, cpu, next);
    begin_slice(core, cpu);
  }
  resume_current(core, cpu);
}

Thread& leave_current(KernelCore& core, ICpu& cpu) {
  PhaseGuard phase(cpu, Phase::kSchedule);
  InterruptsOff off(cpu);
  Thread& thread = core.current(cpu);
  switch_to(core, cpu, nullptr);
  return thread;
}

void sleep_current(KernelCore& core, ICpu& cpu, Resume resume) {
  Thread& thread = core.current(cpu);
  thread.resume = resume;
  thread.context.pending = false;
  const bool park = resume == Resume::kPark;
  schedule_away(core, cpu, park ? Scheduler::Leave::kPark : Scheduler::Leave::kSleep);
}

}  // namespace cowmmu
