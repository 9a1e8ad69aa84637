// SPDX-License-Identifier: Apache-2.0
// The moment at which a word's access takes or changes its bytes.
#pragma once

#include "base/word_access.h"
#include "dram/frame_store.h"

namespace cowmmu {

inline void perform_word(WordAccess& access, FrameStore& frames) {
  access.value = frames.read64(access.pa);
  access.stored = access.swap && access.value == access.expected;
  if (access.stored) frames.write64(access.pa, access.desired);
}

}  // namespace cowmmu
