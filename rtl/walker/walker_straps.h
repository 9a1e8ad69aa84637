// SPDX-License-Identifier: Apache-2.0
// WalkerStraps: the inputs of a walker, and of an MMU around it, that are constant.
#pragma once

#include "base/frame_range.h"

namespace cowmmu {

struct WalkerStraps {
  FrameRange memory;
  bool hier = false;  // machine.walker.hier

  // V: a Verilated walker or mmu.
  template <class V>
  void tie(V& ports) const {
    ports.mem_begin_i = memory.begin.value;
    ports.mem_end_i = memory.end.value;
    ports.hier_i = hier;
  }
};

}  // namespace cowmmu
