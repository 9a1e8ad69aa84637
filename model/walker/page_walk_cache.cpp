// SPDX-License-Identifier: Apache-2.0
#include "walker/page_walk_cache.h"

#include <algorithm>

namespace cowmmu {

std::optional<WalkPoint> PageWalkCache::lookup(VirtAddr va, Asid asid) {
  for (unsigned level = 0; level < kTableLevels; ++level) {
    const uint64_t prefix = prefix_of(va, level);
    auto& entries = levels_[level];
    const auto hit =
        std::ranges::find_if(entries, [&](const Entry& e) { return e.serves(prefix, asid); });
    if (hit == entries.end()) continue;
    hit->last_used = ++clock_;
    ++stats_.hits;
    return hit->at(level);
  }
  ++stats_.misses;
  return std::nullopt;
}

void PageWalkCache::fill(VirtAddr va, Asid asid, const WalkPoint& point) {
  if (capacity_ == 0) return;
  auto& entries = levels_[point.level];
  const Entry entry{prefix_of(va, point.level), asid,    point.table, point.global,
                    point.write_protected,      ++clock_};
  std::erase_if(entries, [&](const Entry& e) {
    return e.serves(entry.prefix, asid) || (entry.global && e.prefix == entry.prefix);
  });
  if (entries.size() < capacity_) {
    entries.push_back(entry);
    return;
  }
  *std::ranges::min_element(entries, {}, &Entry::last_used) = entry;
  ++stats_.evictions;
}

size_t PageWalkCache::fence(const Fence& fence) {
  if (!fence.all_addresses) return 0;
  size_t removed = 0;
  for (auto& entries : levels_)
    removed += std::erase_if(entries, [&](const Entry& e) {
      return fence.all_asids || (!e.global && e.asid == fence.asid);
    });
  return removed;
}

size_t PageWalkCache::occupancy() const {
  size_t all = 0;
  for (const auto& entries : levels_) all += entries.size();
  return all;
}

bool PageWalkCache::holds_table(Ppn table, std::optional<Asid> only) const {
  return std::ranges::any_of(levels_, [&](const auto& entries) {
    return std::ranges::any_of(entries, [&](const Entry& e) {
      return e.table == table && (!only || e.global || e.asid == *only);
    });
  });
}

}  // namespace cowmmu
