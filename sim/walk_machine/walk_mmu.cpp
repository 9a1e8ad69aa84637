// SPDX-License-Identifier: Apache-2.0
#include "walk_machine/walk_mmu.h"

#include <fmt/format.h>

#include "builds/machine_builds.h"
#include "machine/machine_parts.h"
#include "mmu/mmu.h"
#include "params/paging_mode.h"

namespace cowmmu {
namespace {

// `mode`: the deepest of the build.
void check_modes(const WalkFile& file, const RtlBuild& build, PagingMode mode) {
  const unsigned levels = levels_of(mode);
  for (const WalkCommand& command : file.commands) {
    const auto* satp = std::get_if<SatpCommand>(&command);
    if (satp == nullptr || levels_of(satp->satp.mode) <= levels) continue;
    throw WalkRefused(
        fmt::format("machine.mmu.impl=rtl: the file sets satp to {} levels, the RTL build `{}` has "
                    "{}: use machine.mmu.impl=systemc",
                    levels_of(satp->satp.mode), build.name, levels));
  }
}

}  // namespace

std::unique_ptr<IMmu> walk_mmu(const Params& params, const WalkFile& file) {
  const MachineParams& m = params.machine;
  if (m.mmu.impl != "rtl") return std::make_unique<Mmu>(m.tlb, m.walker, m.mmu);
  const RtlBuild& build = *mmu_build(params);
  check_modes(file, build, paging_mode(m.mmu));
  const BackedRange& memory = file.memory;
  if ((memory.base.value | memory.bytes) % kPageBytes != 0)
    throw WalkRefused(
        fmt::format("machine.mmu.impl=rtl: found mem {:#x} {:#x}, allowed whole pages",
                    memory.base.value, memory.bytes));
  const ClockDomain clock(m.clock_mhz);
  const PhysAddr end(memory.base.value + memory.bytes);
  return make_rtl_mmu({build, clock, {}}, {{ppn_of(memory.base), ppn_of(end)}, m.walker.hier});
}

}  // namespace cowmmu
