// SPDX-License-Identifier: Apache-2.0
// The second pass over a recording: in recorded order, every access must be to mapped memory that
// permits it, and a change of a mapping must find one.
#pragma once

#include "programs/trace/recording.h"

namespace cowmmu::trace {

// Throws TraceError at the first record that touches what is not mapped, or against protection. The
// records of a process that was killed (Z of 128 or more) are not held to it: one of them may be
// what killed it.
void check_mappings(const Recording& recording);

// One past the highest byte that a mapping or kernel record names: a paging mode must reach it.
VirtAddr highest_address(const Recording& recording);

}  // namespace cowmmu::trace
