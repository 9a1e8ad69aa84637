// SPDX-License-Identifier: Apache-2.0
// Reads what a finished system has counted into the statistics tree.
#pragma once

#include "stats/stats.h"
#include "system/system.h"

namespace cowmmu {

// Everything but what the caller knows better: seed, config, trace, leaked frames, images, oracle
// and host.
void collect(System& system, Stats& stats);

}  // namespace cowmmu
