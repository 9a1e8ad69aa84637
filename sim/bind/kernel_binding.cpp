// SPDX-License-Identifier: Apache-2.0
#include "bind/kernel_binding.h"

namespace cowmmu {

void KernelBinding::attach(Hart& hart) { cpus_.push_back(std::make_unique<HartCpu>(hart)); }

void KernelBinding::boot(Hart& hart) {
  const UntimedCpu& before = booted_.at(hart.id().value);
  hart.set_satp(before.satp());
  hart.set_context(before.context());
  hart.set_deadline(before.deadline());
}

}  // namespace cowmmu
