// SPDX-License-Identifier: Apache-2.0
// Executes a thread's user operations without time on an UntimedCpu, up to a condition.
#pragma once

#include <functional>

#include "bind/untimed_cpu.h"
#include "params/params.h"

namespace cowmmu {

// Told of each user load (value loaded) and store (value stored).
using UntimedAccess = std::function<void(UntimedCpu&, Access, VirtAddr, uint64_t value)>;

struct UntimedRun {
  std::function<bool()> done;  // asked between two operations
  UntimedAccess access;        // empty: nobody watches
};

// Runs what `cpu` has as its context until `run.done()`. Loads, stores and fetches set A and D as
// the machine's walker would. A context that ends before is left so.
void run_untimed(UntimedCpu& cpu, IKernelTraps& traps, FrameStore& frames,
                 const MachineParams& machine, const UntimedRun& run);

}  // namespace cowmmu
