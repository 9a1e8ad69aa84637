// SPDX-License-Identifier: Apache-2.0
// Which RTL build a machine takes its MMUs and its page-copy engine from.
#pragma once

#include <string>
#include <vector>

#include "builds/rtl_build.h"

namespace cowmmu {

// Of all_rtl_builds(), the one for machines whose sizes are the machine's; nullptr if there is
// none.
const RtlBuild* mmu_build(const Params& params);
const RtlBuild* copier_build(const Params& params);

// The blocks of such a machine that are RTL: "mmu0" for each hart, "copier".
std::vector<std::string> rtl_block_names(const MachineParams& machine);

// Throws ParamError where machine.mmu.impl or machine.copier.impl is "rtl" and no build has the
// sizes, or memory answers faster than the RTL can hear; says what each build has instead.
void check_rtl_builds(const Params& params);

}  // namespace cowmmu
