// SPDX-License-Identifier: Apache-2.0
#include "os/kernel_arena.h"

#include "base/check.h"

namespace cowmmu {

KernelArena::KernelArena(PhysAddr begin, PhysAddr end) : next_(begin), end_(end) {}

PhysAddr KernelArena::reserve_lines(uint64_t lines) {
  const PhysAddr first = next_;
  next_ += PhysAddr(lines * kLineBytes);
  COWMMU_CHECK(next_ <= end_, "kernel arena exhausted at " + std::to_string(end_.value));
  return first;
}

PhysAddr KernelArena::allocate_line(ICpu& cpu) {
  cpu.synchronise();
  if (!free_.empty()) {
    const PhysAddr line = free_.back();
    free_.pop_back();
    return line;
  }
  return reserve_lines();
}

void KernelArena::free_line(ICpu& cpu, PhysAddr line) {
  cpu.synchronise();
  free_.push_back(line);
}

}  // namespace cowmmu
