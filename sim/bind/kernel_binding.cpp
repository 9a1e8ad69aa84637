// SPDX-License-Identifier: Apache-2.0
#include "bind/kernel_binding.h"

namespace cowmmu {

void KernelBinding::attach(Hart& hart) { cpus_.push_back(std::make_unique<HartCpu>(hart)); }

}  // namespace cowmmu
