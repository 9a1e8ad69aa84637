// SPDX-License-Identifier: Apache-2.0
#include "oracle/object_map.h"

#include <utility>
#include <vector>

namespace cowmmu {

const ObjectMapping* ObjectMap::find(Vpn page) const {
  auto after = ranges_.upper_bound(page);
  if (after == ranges_.begin()) return nullptr;
  const Range& range = std::prev(after)->second;
  return page < range.end ? &range.mapping : nullptr;
}

void ObjectMap::split(Vpn at) {
  auto after = ranges_.lower_bound(at);
  if (after == ranges_.begin()) return;
  Range& before = std::prev(after)->second;
  if (before.end <= at) return;
  ranges_.emplace(at, before);
  before.end = at;
}

void ObjectMap::erase(Vpn first, uint64_t pages) {
  const Vpn end(first.value + pages);
  split(first);
  split(end);
  ranges_.erase(ranges_.lower_bound(first), ranges_.lower_bound(end));
}

void ObjectMap::set(Vpn first, uint64_t pages, const ObjectMapping& mapping) {
  erase(first, pages);
  ranges_.emplace(first, Range{Vpn(first.value + pages), mapping});
}

void ObjectMap::move(Vpn from, Vpn to, uint64_t pages) {
  const Vpn end(from.value + pages);
  split(from);
  split(end);
  const std::vector<std::pair<Vpn, Range>> taken(ranges_.lower_bound(from),
                                                 ranges_.lower_bound(end));
  erase(from, pages);
  erase(to, pages);
  for (const auto& [first, range] : taken) {
    ObjectMapping mapping = range.mapping;
    mapping.bias += from.value - to.value;
    set(Vpn(first.value - from.value + to.value), range.end.value - first.value, mapping);
  }
}

}  // namespace cowmmu
