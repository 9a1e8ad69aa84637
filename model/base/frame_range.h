// SPDX-License-Identifier: Apache-2.0
// FrameRange: the frames that are memory. A value.
#pragma once

#include "base/types.h"

namespace cowmmu {

struct FrameRange {
  Ppn begin{}, end{};  // [begin, end)
  constexpr bool contains(Ppn frame) const { return begin <= frame && frame < end; }
};

}  // namespace cowmmu
