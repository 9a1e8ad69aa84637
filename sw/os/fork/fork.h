// SPDX-License-Identifier: Apache-2.0
// fork's memory side: mappings, pages by policy, the flush, and the way back.
#pragma once

#include "os/memory_core.h"

namespace cowmmu {

SysError fork_space(MemoryCore& core, ICpu& cpu, AddressSpace& parent, AddressSpace& child);

}  // namespace cowmmu
