// SPDX-License-Identifier: Apache-2.0
#include "machine/machine_parts.h"

#include <Vcopier_default.h>
#include <Vcopier_tiny.h>
#include <Vmmu_default.h>
#include <Vmmu_default___024root.h>
#include <Vmmu_tiny.h>
#include <Vmmu_tiny___024root.h>

#include "base/check.h"
#include "machine/machine_copier.h"
#include "machine/machine_mmu.h"
#include "params/paging_mode.h"

namespace cowmmu {
namespace {

// One of a block's builds by name; the builds are those with RtlBuild::machine.
template <class Default, class Tiny>
auto of_build(const RtlBuild& build, Default make_default, Tiny make_tiny) {
  COWMMU_CHECK(build.machine, "no machine has the RTL build " + std::string(build.name));
  return build.name == "tiny" ? make_tiny() : make_default();
}

template <class V>
std::unique_ptr<ICopierEngine> copier(RtlPart& part) {
  return std::make_unique<MachineCopier<V>>(part.clock, std::move(part.wave));
}

template <class V>
std::unique_ptr<IMmu> mmu(RtlPart& part, const WalkerStraps& straps) {
  const MachineParams built = rtl_build_params(ParamRegistry(), part.build).machine;
  return std::make_unique<SteppedMmu<MachineMmuBlock<V>>>(built, paging_mode(built.mmu), straps,
                                                          part.clock, std::move(part.wave));
}

}  // namespace

std::unique_ptr<IMmu> make_rtl_mmu(RtlPart part, const WalkerStraps& straps) {
  return of_build(
      part.build, [&] { return mmu<Vmmu_default>(part, straps); },
      [&] { return mmu<Vmmu_tiny>(part, straps); });
}

std::unique_ptr<ICopierEngine> make_rtl_copier(RtlPart part) {
  return of_build(
      part.build, [&] { return copier<Vcopier_default>(part); },
      [&] { return copier<Vcopier_tiny>(part); });
}

}  // namespace cowmmu
