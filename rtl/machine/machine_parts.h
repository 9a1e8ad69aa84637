// SPDX-License-Identifier: Apache-2.0
// The Verilated blocks as parts of a machine, in the sizes of a build that machines may have
// (builds/rtl_build.h).
#pragma once

#include <memory>

#include "builds/rtl_build.h"
#include "clock/clock_domain.h"
#include "common/wave_sink.h"
#include "copier/copier_engine.h"
#include "mmu/i_mmu.h"
#include "walker/walker_straps.h"

namespace cowmmu {

struct RtlPart {
  const RtlBuild& build;
  const ClockDomain& clock;
  WaveSink wave;  // empty: none
};

std::unique_ptr<ICopierEngine> make_rtl_copier(RtlPart part);
std::unique_ptr<IMmu> make_rtl_mmu(RtlPart part, const WalkerStraps& straps);

}  // namespace cowmmu
