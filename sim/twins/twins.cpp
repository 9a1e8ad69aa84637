// SPDX-License-Identifier: Apache-2.0
#include "twins/twins.h"

#include "builds/machine_builds.h"
#include "machine/machine_parts.h"

namespace cowmmu {
MachineBlocks rtl_blocks(const Params& params, const RtlWaves& waves) {
  MachineBlocks blocks;
  if (params.machine.copier.impl == "rtl")
    blocks.copier = [build = copier_build(params), waves](const ClockDomain& clock) {
      return make_rtl_copier({*build, clock, waves ? waves("copier") : WaveSink{}});
    };
  if (params.machine.mmu.impl == "rtl")
    blocks.mmu = [build = mmu_build(params), hier = params.machine.walker.hier, waves](
                     HartId hart, const ClockDomain& clock, const FrameStore& memory) {
      const std::string name = "mmu" + std::to_string(hart.value);
      return make_rtl_mmu({*build, clock, waves ? waves(name) : WaveSink{}},
                          {memory.range(), hier});
    };
  return blocks;
}

}  // namespace cowmmu
