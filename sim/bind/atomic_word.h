// SPDX-License-Identifier: Apache-2.0
// The word that an atomic of the kernel leaves behind, for every implementation of ICpu.
#pragma once

#include <cstdint>

#include "os/cpu.h"

namespace cowmmu {

constexpr uint64_t apply(AtomicOp op, uint64_t old, uint64_t operand, uint64_t expected) {
  switch (op) {
    case AtomicOp::kAdd:
      return old + operand;
    case AtomicOp::kSwap:
      return operand;
    case AtomicOp::kAnd:
      return old & operand;
    case AtomicOp::kOr:
      return old | operand;
    case AtomicOp::kCompareSwap:
      return old == expected ? operand : old;
  }
  return old;
}

}  // namespace cowmmu
