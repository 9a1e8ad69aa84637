// SPDX-License-Identifier: Apache-2.0
// The MMU that translates a file: the model's, or the RTL where machine.mmu.impl says so.
#pragma once

#include <memory>

#include "mmu/i_mmu.h"
#include "params/params.h"
#include "walk/walk_run.h"

namespace cowmmu {

// Throws WalkRefused where the RTL cannot: a paging mode deeper than its build, or memory that is
// no whole number of pages.
std::unique_ptr<IMmu> walk_mmu(const Params& params, const WalkFile& file);

}  // namespace cowmmu
