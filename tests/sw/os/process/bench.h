// SPDX-License-Identifier: Apache-2.0
// What tests of locks, ASIDs and shootdowns share: an arena, and address spaces without memory.
#pragma once

#include "fake_machine.h"
#include "os/address_space.h"
#include "os/kernel_arena.h"
#include "os/memory_parts.h"
#include "params/params.h"

namespace cowmmu::test {

inline constexpr PhysAddr kArenaBegin{0x100000}, kArenaEnd{0x400000};

inline std::unique_ptr<AddressSpace> empty_space(KernelArena& arena, Pid owner,
                                                 const LockCosts& locks) {
  return std::make_unique<AddressSpace>(
      AddressSpace{.owner = owner,
                   .root = Ppn(1000 + owner.value),
                   .mmap_lock = locks.rw(arena.reserve_lines()),
                   .table_lock = locks.spin(arena.reserve_lines()),
                   .vmas = {},
                   .footprint = {arena.reserve_lines(), {}},
                   .pins = {}});
}

// Zero costs of their own, so that only accesses count.
inline OsParams bare_params(const std::string& locks = "timed") {
  OsParams params;
  params.cost.locks = locks;
  params.cost.lock = 0;
  params.cost.ipi_handler = 0;
  return params;
}

}  // namespace cowmmu::test
