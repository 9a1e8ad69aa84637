// SPDX-License-Identifier: Apache-2.0
// What a simulated point leaves in the store.
#pragma once

#include <string>

#include "commands/isolated.h"
#include "store/point_store.h"
#include "sweep/plan.h"

namespace cowmmu {

// Its configuration tells a recording by content, too (workload.trace_sha256): two of one name are
// two configurations. Throws InputError where the recording has changed since the key was made.
PointRow point_row(const Plan& plan, size_t point, const std::string& key, Finished finished);

}  // namespace cowmmu
