// SPDX-License-Identifier: Apache-2.0
// Visits all records of a recording in file order, the recorded interleaving.
#pragma once

#include "programs/trace/recording.h"

namespace cowmmu::trace {

// Calls visit(record, thread) for each record; thread is the ThreadIndex that did it.
template <class Visit>
void for_each_record(const Recording& recording, Visit&& visit) {
  for (const Block& block : recording.blocks)
    for (size_t i = block.first; i < block.first + block.count; ++i)
      visit(recording.records[i], block.thread);
}

}  // namespace cowmmu::trace
