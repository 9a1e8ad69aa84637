// SPDX-License-Identifier: Apache-2.0
// ITrapHandler: what the hardware calls when software must act. The operating system is behind it;
// the model knows nothing else of it. Each call runs on the hart's own thread, after the entry
// cycles, and takes the simulated time that the handler spends through Hart's kernel services.
#pragma once

#include "base/paging.h"
#include "base/program.h"

namespace cowmmu {

class Hart;

class ITrapHandler {
 public:
  virtual ~ITrapHandler() = default;
  virtual void boot(Hart& hart) = 0;
  virtual void page_fault(Hart& hart, Cause cause, VirtAddr va) = 0;
  virtual void syscall(Hart& hart, const Op& op) = 0;
  virtual void ipi(Hart& hart) = 0;    // interrupts are off
  virtual void timer(Hart& hart) = 0;  // the deadline has passed
  virtual void idle(Hart& hart) = 0;   // the hart has no context
};

// Told of each user access where it performs. Watching changes nothing.
class IAccessObserver {
 public:
  virtual ~IAccessObserver() = default;
  virtual void user_load(const Hart& hart, VirtAddr va, PhysAddr pa, uint64_t value) = 0;
  virtual void user_store(const Hart& hart, VirtAddr va, PhysAddr pa, uint64_t value) = 0;
  virtual void user_fetch(const Hart& hart, VirtAddr va, PhysAddr pa) = 0;
};

}  // namespace cowmmu
