// SPDX-License-Identifier: Apache-2.0
// exec: the process goes on in a new, empty address space, with the calling thread alone.
#pragma once

#include <optional>

#include "os/kernel_core.h"

namespace cowmmu {

// Ends the other threads, then replaces the image. Nothing is returned where the thread has to
// sleep until those that run elsewhere have ended.
std::optional<SysResult> exec_current(KernelCore& core, ICpu& cpu);
// The second half, once the thread is alone: loads the prepared space, gives the old one back.
void replace_image(KernelCore& core, ICpu& cpu, Thread& thread);

}  // namespace cowmmu
