// SPDX-License-Identifier: Apache-2.0
// Line: the bytes of a cache line, as words.
#pragma once

#include <array>

#include "base/types.h"

namespace cowmmu {

using Line = std::array<uint64_t, kWordsPerLine>;

}  // namespace cowmmu
