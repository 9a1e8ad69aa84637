// SPDX-License-Identifier: Apache-2.0
// MemoryManager: frames, page tables, mappings, faults, fork's and exit's memory side.
// It does not know processes or threads. Every call runs on the caller's hart, takes the simulated
// time it needs and the locks it needs (address_space.h says which).
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "os/address_space.h"
#include "os/memory_services.h"
#include "os/syscall.h"

namespace cowmmu {

enum class FaultOutcome : uint8_t { kRetry, kSegv, kNoMemory };
struct SysResult {
  uint64_t value = 0;
  SysError error = SysError::kNone;
};

class MemoryManager {
 public:
  explicit MemoryManager(MemoryServices services);
  ~MemoryManager();

  // nullptr where no frame is left for the top-level table.
  std::unique_ptr<AddressSpace> create(ICpu& cpu, Pid owner);
  // exit and exec: unmaps everything, gives back frames, tables, pins. No thread of the space runs.
  void destroy(ICpu& cpu, std::unique_ptr<AddressSpace> space);

  // Fills `child` (fresh, empty) by the fork policy. On kNoMemory the parent is as it was and the
  // child is empty again. Holds the parent's mmap_lock for writing throughout.
  SysError fork(ICpu& cpu, AddressSpace& parent, AddressSpace& child);

  FaultOutcome fault(ICpu& cpu, AddressSpace& space, Cause cause, VirtAddr va);

  SysResult mmap(ICpu& cpu, AddressSpace& space, const Op& op);
  SysResult munmap(ICpu& cpu, AddressSpace& space, const Op& op);
  SysResult mprotect(ICpu& cpu, AddressSpace& space, const Op& op);
  SysResult mremap(ICpu& cpu, AddressSpace& space, const Op& op);
  SysResult brk(ICpu& cpu, AddressSpace& space, const Op& op);
  SysResult madvise(ICpu& cpu, AddressSpace& space, const Op& op);

  SysResult pin(ICpu& cpu, AddressSpace& space, const Op& op);
  SysResult unpin(ICpu& cpu, AddressSpace& space, const Op& op);
  SysResult peek(ICpu& cpu, AddressSpace& space, const Op& op);
  SysResult poke(ICpu& cpu, AddressSpace& space, const Op& op);
  SysResult kernel_write(ICpu& cpu, AddressSpace& space, const Op& op);
  SysResult kernel_read(ICpu& cpu, AddressSpace& space, const Op& op);

  // For probes and audits (memory_audit.h), through a cpu that takes no time: no hart in the
  // kernel.
  uint64_t leaked(ICpu& untimed, std::span<const AddressSpace* const> live) const;
  Ppn frame_of(ICpu& untimed, const AddressSpace& space, VirtAddr va) const;
  std::optional<uint64_t> refs(ICpu& untimed, const AddressSpace& space, VirtAddr va) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cowmmu
