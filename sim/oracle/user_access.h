// SPDX-License-Identifier: Apache-2.0
// UserAccess: an access of user code, and where its translation led.
#pragma once

#include "base/types.h"

namespace cowmmu {

struct UserAccess {
  Access kind = Access::kLoad;
  VirtAddr va{};
  PhysAddr pa{};
};

}  // namespace cowmmu
