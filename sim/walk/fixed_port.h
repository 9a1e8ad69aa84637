// SPDX-License-Identifier: Apache-2.0
// FixedPort: a walk's memory without caches or DRAM: every access takes machine.access_cycles, an
// atomic hart.atomic_cycles on top.
#pragma once

#include "walk/walk_run.h"

namespace cowmmu {

MakeWalkPort fixed_port(const Params& params);

}  // namespace cowmmu
