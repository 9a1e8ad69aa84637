// SPDX-License-Identifier: Apache-2.0
// The pointers inside a Verilated page_walk_cache, by the names that walker.vlt makes readable.
#pragma once

#include <cstddef>
#include <tuple>

#include "common/packed_port.h"
#include "walker/page_walk_cache.h"

namespace cowmmu {

// visit(prefix, asid, point) for every entry, as PageWalkCache::for_each_entry; `arrays`: its
// valid_q, global_q, protected_q, prefix_q, asid_q and frame_q, `table_levels` levels one after the
// other.
template <class Arrays, class Visit>
void visit_rtl_pwc(const Arrays& arrays, size_t table_levels, Visit visit) {
  const auto& [valid_q, global_q, protected_q, prefix_q, asid_q, frame_q] = arrays;
  const PackedWords valid(valid_q), global(global_q), write_protected(protected_q);
  const size_t all = std::size(prefix_q.m_storage);
  for (size_t i = 0; i < all; ++i) {
    if (!valid.bit(i)) continue;
    const auto level = static_cast<unsigned>(i / (all / table_levels));
    visit(uint64_t{prefix_q[i]}, Asid(asid_q[i]),
          WalkPoint{Ppn(frame_q[i]), level, global.bit(i), write_protected.bit(i)});
  }
}

}  // namespace cowmmu
