// SPDX-License-Identifier: Apache-2.0
// The blocks of a machine that machine.mmu.impl and machine.copier.impl say are RTL.
#pragma once

#include <functional>
#include <string>

#include "common/wave_sink.h"
#include "machine/blocks.h"
#include "params/params.h"

namespace cowmmu {

// Where the waveform of a block goes: "mmu0", "copier"; an empty sink: none is wanted.
using RtlWaves = std::function<WaveSink(const std::string& block)>;

// The parameters fit (builds/machine_builds.h).
MachineBlocks rtl_blocks(const Params& params, const RtlWaves& waves);

}  // namespace cowmmu
