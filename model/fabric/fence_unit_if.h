// SPDX-License-Identifier: Apache-2.0
// What the fence unit's ports carry in one cycle. Names are the RTL ports'
// (rtl/fabric/fence_unit.sv), without direction.
#pragma once

#include "base/paging.h"
#include "base/types.h"

namespace cowmmu {

struct FenceUnitIn {
  bool fence_valid = false;
  Fence fence{};
  HartId fence_from{};
  bool use = false;              // an operation has its translation and is not at its end
  bool mmu_fence_ready = false;  // as TlbOut's
  bool mmu_fence_done = false;
  bool ack_ready = true;
};

struct FenceUnitOut {
  bool fence_ready = false;
  bool hold = false;  // no operation may begin
  bool mmu_fence_valid = false;
  Fence mmu_fence{};  // only with mmu_fence_valid
  bool ack_valid = false;
  HartId ack_from{};  // only with ack_valid
  bool busy = false;  // something goes on even if no valid is high
  bool operator==(const FenceUnitOut&) const = default;
};

}  // namespace cowmmu
