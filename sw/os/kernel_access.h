// SPDX-License-Identifier: Apache-2.0
// The kernel's own access to user memory (copy_to_user, copy_from_user): by software walk, so that
// it uses no TLB entry; with the faults that a user's access would take.
#pragma once

#include "os/memory_core.h"
#include "os/memory_manager.h"

namespace cowmmu {

SysResult write_user(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);
SysResult read_user(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);

}  // namespace cowmmu
