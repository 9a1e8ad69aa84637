// SPDX-License-Identifier: Apache-2.0
#include "os/kernel.h"

#include <utility>

#include "base/check.h"
#include "os/kernel_guards.h"
#include "os/kernel_switch.h"
#include "os/process_end.h"
#include "os/process_fork.h"
#include "os/shootdown/i_shootdown_policy.h"
#include "os/syscall_table.h"

namespace cowmmu {

Kernel::Kernel(const Params& params, const KernelServices& services) : core_(params, services) {}

void Kernel::set_init(std::unique_ptr<IProgram> program) { init_ = std::move(program); }

void Kernel::on_boot(ICpu& cpu) {
  hand_over(cpu);
  if (cpu.id() == HartId(0) && init_ != nullptr) start_init(cpu);
}

void Kernel::hand_over(ICpu& cpu) {
  HartState& hart = core_.hart(cpu);
  cpu.set_interrupts(true);
  if (hart.loaded == nullptr) return;
  cpu.set_satp({hart.loaded->mode, hart.loaded->asid, hart.loaded->root});
  cpu.set_context(hart.current == nullptr ? nullptr : &hart.current->context);
  hart.slice_runs = false;
  hart.slice_end = cpu.now() + core_.time_slice();
  arm_slice(core_, cpu);
}

void Kernel::start_init(ICpu& cpu) {
  begin(cpu);
  launch_init(core_, cpu, std::exchange(init_, nullptr));
  schedule_next(core_, cpu);
  end(cpu);
}

void Kernel::on_page_fault(ICpu& cpu, Cause cause, VirtAddr va) {
  begin(cpu);
  Thread& thread = core_.current(cpu);
  const FaultOutcome outcome = core_.sys.memory.fault(cpu, cowmmu::space_of(thread), cause, va);
  if (outcome != FaultOutcome::kRetry) {
    const Pid pid = thread.process->pid;
    const KillReason why =
        outcome == FaultOutcome::kSegv ? KillReason::kSegv : KillReason::kNoMemory;
    core_.sys.observer.killed(cpu, pid, why, va);
    exit_process(core_, cpu, {.process = pid, .thread = thread.tid, .killed = why, .va = va});
  }
  end(cpu);
}

void Kernel::on_syscall(ICpu& cpu, const Op& op) {
  begin(cpu);
  core_.sys.observer.syscall(cpu, op.number);
  spend(cpu, core_.cost().syscall);
  dispatch_syscall(core_, cpu, op);
  end(cpu);
}

void Kernel::on_ipi(ICpu& cpu) {
  begin(cpu);
  core_.sys.shootdown.serve(cpu);
  collect_events(cpu);
  if (core_.hart(cpu).depth > 1) {
    --core_.hart(cpu).depth;
    return;
  }
  PhaseGuard phase(cpu, Phase::kSchedule);
  cpu.set_interrupts(true);  // this IPI interrupted a user thread, or nothing: no other trap
  end(cpu);
}

void Kernel::on_timer(ICpu& cpu) {
  begin(cpu);
  core_.hart(cpu).slice_runs = false;
  cpu.set_deadline(ICpu::kNoDeadline);
  if (core_.hart(cpu).current != nullptr) {
    schedule_away(core_, cpu, Scheduler::Leave::kRequeue);
  }
  end(cpu);
}

// Looks, then sleeps: between the two no IPI is taken, so none can be missed (cpu.h, idle).
void Kernel::on_idle(ICpu& cpu) {
  begin(cpu);
  if (core_.scheduler.runnable(cpu) == 0) {
    cpu.idle();
  } else {
    schedule_next(core_, cpu);
  }
  end(cpu);
}

void Kernel::collect_events(ICpu& cpu) {
  core_.hart(cpu).events |= core_.scheduler.take_events(cpu);
}

void Kernel::handle_events(ICpu& cpu, uint64_t events) {
  PhaseGuard phase(cpu, Phase::kSchedule);
  const Thread* thread = core_.hart(cpu).current;
  if (thread == nullptr) return;  // on_idle looks at the queue
  if ((events & HartEvents::kStop) != 0 && core_.scheduler.is_dying(cpu, *thread)) {
    return end_stopped(core_, cpu);
  }
  arm_slice(core_, cpu);
}

// The outermost trap returns when no event is left; one that arrives later finds no trap in
// progress.
void Kernel::end(ICpu& cpu) {
  HartState& hart = core_.hart(cpu);
  if (hart.depth == 1) {
    hart.events |= core_.scheduler.take_own_events(cpu);
    while (hart.events != 0) {
      handle_events(cpu, std::exchange(hart.events, 0));
      hart.events |= core_.scheduler.take_own_events(cpu);
    }
  }
  --hart.depth;
}

}  // namespace cowmmu
