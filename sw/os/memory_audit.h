// SPDX-License-Identifier: Apache-2.0
// The audit behind `leaked`, `refs`, `same` and `differ`, and of every run's end. It reads
// simulated memory through a cpu that takes no time, and walks tables like the hardware does.
// Nothing may be half done: no hart in the kernel.
#pragma once

#include <optional>
#include <span>

#include "os/memory_core.h"

namespace cowmmu {

// Frames in use that no live space (its tables, pages and pins), file or shared object reaches.
uint64_t count_leaked(const MemoryCore& core, ICpu& untimed,
                      std::span<const AddressSpace* const> live);
// The frame behind a page; the zero page's where nothing, or no accessible page, is mapped there.
Ppn frame_behind(const MemoryCore& core, ICpu& untimed, const AddressSpace& space, VirtAddr va);
// PTEs that map the frame behind `va` plus pins on it; nothing where that is the zero page.
std::optional<uint64_t> references_to(const MemoryCore& core, ICpu& untimed,
                                      const AddressSpace& space, VirtAddr va);

}  // namespace cowmmu
