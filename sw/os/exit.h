// SPDX-License-Identifier: Apache-2.0
// The end of an address space.
#pragma once

#include <memory>

#include "os/memory_core.h"

namespace cowmmu {

// Gives back every page, table but the root, mapping and pin of a space that no hart can reach: it
// never ran, or every hart has fenced and none will load it again. Phases exit.unmap, exit.free.
void empty_unreachable(MemoryCore& core, ICpu& cpu, AddressSpace& space);
void destroy_space(MemoryCore& core, ICpu& cpu, std::unique_ptr<AddressSpace> space);

}  // namespace cowmmu
