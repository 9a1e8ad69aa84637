// SPDX-License-Identifier: Apache-2.0
#include "bind/untimed_cpu.h"

#include "base/check.h"
#include "bind/atomic_word.h"

namespace cowmmu {

uint64_t UntimedCpu::atomic(AtomicOp op, PhysAddr pa, uint64_t operand, uint64_t expected) {
  const uint64_t old = frames_.read64(pa);
  frames_.write64(pa, apply(op, old, operand, expected));
  return old;
}

void UntimedCpu::send_ipi(HartId target) {
  UntimedCpu& other = all_.at(target.value);
  other.ipi_pending_ = true;
  if (other.interrupts_on_) other.serve();
}

void UntimedCpu::set_interrupts(bool on) {
  interrupts_on_ = on;
  if (on && ipi_pending_) serve();
}

void UntimedCpu::serve() {
  ipi_pending_ = false;
  const Phase before = phase_;
  phase_ = Phase::kShootdownServe;
  interrupts_on_ = false;
  traps_->on_ipi(*this);
  interrupts_on_ = true;
  phase_ = before;
}

uint64_t UntimedCpu::wait_for_change(PhysAddr pa, uint64_t seen) {
  const uint64_t value = frames_.read64(pa);
  COWMMU_CHECK(value != seen, "kernel code without time waits for another hart");
  return value;
}

void UntimedCpu::idle() { COWMMU_CHECK(false, "kernel code without time has nothing to run"); }

}  // namespace cowmmu
