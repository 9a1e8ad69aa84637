// SPDX-License-Identifier: Apache-2.0
// Executes a thread's user operations without time on an UntimedCpu, up to a condition.
#pragma once

#include <functional>

#include "bind/untimed_cpu.h"
#include "params/params.h"

namespace cowmmu {

// Runs what `cpu` has as its context until `done()` is true between two operations. Loads, stores
// and fetches set A and D as the machine's walker would. A context that ends before is left so.
void run_untimed(UntimedCpu& cpu, IKernelTraps& traps, FrameStore& frames,
                 const MachineParams& machine, const std::function<bool()>& done);

}  // namespace cowmmu
