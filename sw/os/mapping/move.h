// SPDX-License-Identifier: Apache-2.0
// Moving the pages of a mapping to another address, without copying them.
#pragma once

#include "os/mapping/mapping.h"

namespace cowmmu {

// Moves every present page of `from` to `to` on, in a space whose locks are held. False: no memory
// for tables; nothing has moved.
bool move_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space, const PageRange& from, Vpn to);

}  // namespace cowmmu
