// SPDX-License-Identifier: Apache-2.0
// CopyOrder: a descriptor for the page-copy engine (model/copier/copier.h).
#pragma once

#include <cstdint>

#include "base/types.h"

namespace cowmmu {

struct CopyOrder {
  Ppn dst{};
  Ppn src{};
  PhysAddr done{};     // an aligned word, to which the engine stores `value` ...
  uint64_t value = 0;  // ... when dst holds the bytes of src
};

}  // namespace cowmmu
