// SPDX-License-Identifier: Apache-2.0
// KernelArena: simulated addresses for the kernel's own objects (locks, VMA nodes, run queues,
// processes). The objects themselves are C++; touching one is a timed access to its address.
#pragma once

#include <cstdint>
#include <vector>

#include "os/cpu.h"

namespace cowmmu {

class KernelArena {
 public:
  // Hands out [begin, end) in 64-byte lines; lines given back are reused, last first.
  KernelArena(PhysAddr begin, PhysAddr end);
  // Before the machine starts: the first of `lines` lines that follow one another, never given back
  // (run queues, mailboxes, locks).
  PhysAddr reserve_lines(uint64_t lines = 1);
  // Ordered between harts by ICpu::synchronise(), so that addresses never depend on host order.
  // An exhausted arena is a broken invariant: the layout reserves enough (physical_layout.h).
  PhysAddr allocate_line(ICpu& cpu);
  void free_line(ICpu& cpu, PhysAddr line);

 private:
  PhysAddr next_;
  PhysAddr end_;
  std::vector<PhysAddr> free_;  // touched only right after synchronise()
};

}  // namespace cowmmu
