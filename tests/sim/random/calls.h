// SPDX-License-Identifier: Apache-2.0
// System calls of random programs, as operations.
#pragma once

#include "plan.h"
#include "programs/call.h"

namespace cowmmu::random {

// A call on pages: address, length, and two arguments more.
inline Op call_on(Sys number, const Run& run, uint64_t a2 = 0, uint64_t a3 = 0) {
  return call(number, address_of(run.first).value, run.pages() * kPageBytes, a2, a3);
}

}  // namespace cowmmu::random
