// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace cowmmu {

// State of a line in a private cache.
enum class Mesi : uint8_t { kInvalid, kShared, kExclusive, kModified };

}  // namespace cowmmu
