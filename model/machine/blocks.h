// SPDX-License-Identifier: Apache-2.0
// MachineBlocks: who makes the blocks of a machine that exist in another form than the model's. An
// empty function: the model's is made.
#pragma once

#include <functional>
#include <memory>

#include "clock/clock_domain.h"
#include "copier/copier_engine.h"
#include "dram/frame_store.h"
#include "mmu/i_mmu.h"

namespace cowmmu {

struct MachineBlocks {
  // For one hart; its page tables lie within `memory`.
  std::function<std::unique_ptr<IMmu>(HartId, const ClockDomain&, const FrameStore& memory)> mmu;
  std::function<std::unique_ptr<ICopierEngine>(const ClockDomain&)> copier;
};

}  // namespace cowmmu
