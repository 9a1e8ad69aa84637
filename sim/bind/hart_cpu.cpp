// SPDX-License-Identifier: Apache-2.0
#include "bind/hart_cpu.h"

#include "bind/atomic_word.h"
#include "hart/atomic_op.h"

namespace cowmmu {

uint64_t HartCpu::atomic(AtomicOp op, PhysAddr pa, uint64_t operand, uint64_t expected) {
  return hart_.atomic(
      pa, Modify([=](uint64_t old) { return cowmmu::apply(op, old, operand, expected); }));
}

}  // namespace cowmmu
