// SPDX-License-Identifier: Apache-2.0
// System calls of random programs, as operations.
#pragma once

#include "base/program.h"
#include "plan.h"

namespace cowmmu::random {

inline Op call(Sys number, uint64_t a0 = 0, uint64_t a1 = 0, uint64_t a2 = 0, uint64_t a3 = 0) {
  return Op::syscall(static_cast<uint32_t>(number), {a0, a1, a2, a3});
}
// A call on pages: address, length, and two arguments more.
inline Op call_on(Sys number, const Run& run, uint64_t a2 = 0, uint64_t a3 = 0) {
  return call(number, address_of(run.first).value, run.pages() * kPageBytes, a2, a3);
}

}  // namespace cowmmu::random
