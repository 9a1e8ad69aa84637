// SPDX-License-Identifier: Apache-2.0
// Pins: frames that the kernel or a device holds by number, and what may be done through them.
#pragma once

#include "os/memory_core.h"
#include "os/memory_manager.h"

namespace cowmmu {

// rw and r: the frame is now the pinner's alone and is counted as pinned; get: a plain reference.
constexpr uint64_t pin_counts(PinMode mode) {
  return mode == PinMode::kGet ? FrameCounts::kReference : FrameCounts::kPinning;
}

void release_pin(MemoryCore& core, ICpu& cpu, const Pin& pin);

SysResult pin_page(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);
SysResult unpin_page(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);
SysResult peek(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);
SysResult poke(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);

}  // namespace cowmmu
