// SPDX-License-Identifier: Apache-2.0
// KernelBinding: hands the hardware's traps to the kernel, each with its hart's HartCpu.
#pragma once

#include <memory>
#include <vector>

#include "bind/hart_cpu.h"
#include "hart/trap_handler.h"

namespace cowmmu {

class KernelBinding : public ITrapHandler {
 public:
  explicit KernelBinding(IKernelTraps& kernel) : kernel_(kernel) {}

  void attach(Hart& hart);  // in hart order

  HartCpu& cpu(const Hart& hart) { return *cpus_[hart.id().value]; }

  void boot(Hart& hart) override { kernel_.on_boot(cpu(hart)); }
  void page_fault(Hart& hart, Cause cause, VirtAddr va) override {
    kernel_.on_page_fault(cpu(hart), cause, va);
  }
  void syscall(Hart& hart, const Op& op) override { kernel_.on_syscall(cpu(hart), op); }
  void ipi(Hart& hart) override { kernel_.on_ipi(cpu(hart)); }
  void timer(Hart& hart) override { kernel_.on_timer(cpu(hart)); }
  void idle(Hart& hart) override { kernel_.on_idle(cpu(hart)); }

 private:
  IKernelTraps& kernel_;
  std::vector<std::unique_ptr<HartCpu>> cpus_;
};

}  // namespace cowmmu
