// SPDX-License-Identifier: Apache-2.0
#include "cache/line_port.h"

namespace cowmmu {

void LineTransfer::move(FrameStore& frames) {
  const auto address = [this](uint64_t w) { return PhysAddr(addr_of(line).value + 8 * w); };
  if (what == What::kStoreWord) return frames.write64(address(word), words[0]);
  for (uint64_t w = 0; w < kWordsPerLine; ++w) {
    if (what == What::kReadLine)
      words[w] = frames.read64(address(w));
    else
      frames.write64(address(w), words[w]);
  }
}

}  // namespace cowmmu
