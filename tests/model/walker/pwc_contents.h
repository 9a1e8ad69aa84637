// SPDX-License-Identifier: Apache-2.0
// What walk caches hold, in an order of its own: (prefix, ASID, table, level, global,
// write-protected).
#pragma once

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <vector>

#include "walker/page_walk_cache.h"

namespace cowmmu::test {

using PwcEntry = std::tuple<uint64_t, uint64_t, uint64_t, unsigned, bool, bool>;

// `pwc` has for_each_entry as PageWalkCache.
template <class Pwc>
std::vector<PwcEntry> pwc_contents(const Pwc& pwc) {
  std::vector<PwcEntry> all;
  pwc.for_each_entry([&](uint64_t prefix, Asid asid, const WalkPoint& at) {
    all.emplace_back(prefix, asid.value, at.table.value, at.level, at.global, at.write_protected);
  });
  std::ranges::sort(all);
  return all;
}

}  // namespace cowmmu::test
