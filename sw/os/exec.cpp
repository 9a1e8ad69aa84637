// SPDX-License-Identifier: Apache-2.0
#include "os/exec.h"

#include <utility>

#include "os/kernel_guards.h"
#include "os/kernel_switch.h"
#include "os/process_end.h"
#include "os/wait.h"

namespace cowmmu {
namespace {

enum class Begin : uint8_t { kAlone, kMustWait, kTooLate };

// kTooLate: another thread exits or execs; this one will be stopped.
Begin begin_exec(KernelCore& core, ICpu& cpu, Thread& thread, std::unique_ptr<AddressSpace>& next) {
  Process& process = *thread.process;
  LockGuard guard(cpu, core.table.lock);
  if (process.exiting || process.next_image != nullptr) return Begin::kTooLate;
  process.next_image = std::move(next);
  stop_others(core, cpu, process, &thread);
  if (process.threads.size() == 1) return Begin::kAlone;
  thread.wait = Wait::kAlone;
  return Begin::kMustWait;
}

}  // namespace

std::optional<SysResult> exec_current(KernelCore& core, ICpu& cpu) {
  PhaseGuard phase(cpu, Phase::kExec);
  Thread& thread = core.current(cpu);
  spend(cpu, core.cost().exec_base);
  // First of all what may fail, while the old image can still be returned to.
  std::unique_ptr<AddressSpace> next = core.sys.memory.create(cpu, thread.process->pid);
  if (next == nullptr) return SysResult{0, SysError::kNoMemory};
  switch (begin_exec(core, cpu, thread, next)) {
    case Begin::kAlone:
      replace_image(core, cpu, thread);
      return SysResult{};
    case Begin::kMustWait:
      thread.context.result = {};
      sleep_current(core, cpu, Resume::kExec);
      return std::nullopt;
    case Begin::kTooLate:
      break;
  }
  next->abandoned = true;
  core.sys.memory.destroy(cpu, std::move(next));
  return SysResult{0, SysError::kInvalid};
}

void replace_image(KernelCore& core, ICpu& cpu, Thread& thread) {
  PhaseGuard phase(cpu, Phase::kExec);
  Process& process = *thread.process;
  const std::shared_ptr<SpaceUse> old = process.memory;
  {
    LockGuard guard(cpu, core.table.lock);
    process.memory = std::make_shared<SpaceUse>(SpaceUse{std::move(process.next_image)});
    process.memory->space->image = ++process.image;
  }
  {
    InterruptsOff off(cpu);
    switch_to(core, cpu, &thread);
  }
  // Only now has the hart left the old space: another user of it may take it down at once.
  std::unique_ptr<AddressSpace> last;
  {
    LockGuard guard(cpu, core.table.lock);
    if (--old->users == 0) last = std::move(old->space);
    wake_vfork_parent(core, cpu, process);
  }
  if (last) core.sys.memory.destroy(cpu, std::move(last));
}

}  // namespace cowmmu
