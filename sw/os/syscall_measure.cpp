// SPDX-License-Identifier: Apache-2.0
// What programs ask of the simulation, not of an operating system: order, the mark, requests.
#include "os/syscall_table.h"

namespace cowmmu {

// The hart synchronises once more when the call has returned: interrupts may come in between.
SysReturn sys_ordered(KernelCore& core, ICpu& cpu, const Op&) {
  cpu.synchronise();
  core.current(cpu).context.ordered = true;
  return SysResult{};
}

SysReturn sys_mark(KernelCore& core, ICpu& cpu, const Op&) {
  cpu.synchronise();
  core.sys.host.mark(cpu);
  return SysResult{};
}

SysReturn sys_request_begin(KernelCore& core, ICpu& cpu, const Op&) {
  core.current(cpu).request_began = cpu.now();
  return SysResult{};
}

SysReturn sys_request_end(KernelCore& core, ICpu& cpu, const Op&) {
  const Cycles latency = cpu.now() - core.current(cpu).request_began;
  core.counters(cpu).request_cycles.add(latency.value);
  return SysResult{};
}

}  // namespace cowmmu
