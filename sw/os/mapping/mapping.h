// SPDX-License-Identifier: Apache-2.0
// The system calls that change mappings, a file each, and what they share. Each takes the space's
// locks for writing; arguments and results as syscall.h says.
#pragma once

#include <optional>

#include "os/memory_core.h"
#include "os/memory_manager.h"
#include "os/tables_of.h"

namespace cowmmu {

SysResult map_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);
SysResult unmap_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);
SysResult protect_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);
SysResult remap_pages(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);
SysResult change_heap(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);
SysResult advise(MemoryCore& core, ICpu& cpu, AddressSpace& space, const Op& op);

struct PageRange {
  Vpn first{}, end{};
  uint64_t pages() const { return end.value - first.value; }
};
// The end of the user half: every address below it is canonical.
constexpr Vpn user_end(PagingMode mode) { return Vpn(1ULL << (va_bits_of(mode) - 1 - kPageShift)); }
constexpr uint64_t pages_for(uint64_t bytes) {
  return bytes / kPageBytes + (bytes % kPageBytes != 0 ? 1 : 0);
}
// Page-aligned, not empty, within the user half; otherwise nothing.
std::optional<PageRange> page_range(PagingMode mode, uint64_t address, uint64_t bytes);

// For callers that hold the locks. New pages read zero (or as their object says).
void add_mapping(MemoryCore& core, ICpu& cpu, AddressSpace& space, const VmaRange& range);
// Takes away pages and mappings, and the tables that serve nothing else; frees what is then free.
void remove_mappings(MemoryCore& core, ICpu& cpu, AddressSpace& space, const PageRange& range);
// The mapped neighbours of a range, whose tables must stay.
Neighbours neighbours(const AddressSpace& space, const PageRange& range);

}  // namespace cowmmu
