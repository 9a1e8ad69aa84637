// SPDX-License-Identifier: Apache-2.0
// A sweep's recordings, before it runs.
#pragma once

#include "sweep/plan.h"

namespace cowmmu {

// Reads each once, in a process of its own: its memory is free again for the points. Throws
// InputError for the first that is no recording.
void check_recordings(const Plan& plan);

}  // namespace cowmmu
