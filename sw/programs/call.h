// SPDX-License-Identifier: Apache-2.0
// A system call as an operation of a program.
#pragma once

#include <cstdint>

#include "base/program.h"
#include "os/syscall.h"

namespace cowmmu {

// Arguments as described at `Sys`.
inline Op call(Sys number, uint64_t a0 = 0, uint64_t a1 = 0, uint64_t a2 = 0, uint64_t a3 = 0) {
  return Op::syscall(static_cast<uint32_t>(number), {a0, a1, a2, a3});
}

}  // namespace cowmmu
