// SPDX-License-Identifier: Apache-2.0
// Guards for kernel code: interrupts off, and a run queue's lock, which is held that way.
#pragma once

#include "os/cpu.h"
#include "os/lock.h"

namespace cowmmu {

class InterruptsOff {
 public:
  explicit InterruptsOff(ICpu& cpu) : cpu_(cpu), before_(cpu.interrupts_on()) {
    cpu_.set_interrupts(false);
  }
  ~InterruptsOff() { cpu_.set_interrupts(before_); }
  InterruptsOff(const InterruptsOff&) = delete;
  InterruptsOff& operator=(const InterruptsOff&) = delete;

 private:
  ICpu& cpu_;
  bool before_;
};

// Members are built in this order and destroyed in reverse: interrupts are off around the lock.
struct IrqLockGuard {
  IrqLockGuard(ICpu& cpu, SpinLock& lock) : off(cpu), guard(cpu, lock) {}
  InterruptsOff off;
  LockGuard<SpinLock> guard;
};

}  // namespace cowmmu
