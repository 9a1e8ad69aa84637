// SPDX-License-Identifier: Apache-2.0
#include "oracle/stale_oracle.h"

#include <fmt/format.h>

#include <algorithm>

namespace cowmmu {
namespace {

constexpr uint64_t kRights = Pte::kV | Pte::kR | Pte::kW | Pte::kX | Pte::kU | Pte::kN;

constexpr uint64_t needed(Access access) {
  const uint64_t right = access == Access::kFetch   ? Pte::kX
                         : access == Access::kStore ? Pte::kW
                                                    : Pte::kR;
  return Pte::kV | Pte::kU | right;
}

bool can_be_cached(Pte pte) { return pte.valid() && pte.leaf(); }

// Whatever `weaker` permits, `pte` permits as well.
bool includes(Pte pte, Pte weaker) {
  return pte.ppn() == weaker.ppn() && pte.has(weaker.bits() & kRights) &&
         pte.napot() == weaker.napot();
}

}  // namespace

StaleOracle::Key StaleOracle::key_of(VirtAddr va, unsigned level) {
  return {Vpn(vpn_of(va).value & ~(pages_of_level(level) - 1)), level};
}

bool StaleOracle::permits(const Leaf& leaf, const UserAccess& access) {
  return leaf.pte.has(needed(access.kind)) && leaf.frame(vpn_of(access.va)) == ppn_of(access.pa);
}

bool StaleOracle::permits(const SpaceLeaves& leaves, unsigned level, const UserAccess& access) {
  const Key key = key_of(access.va, level);
  const auto now = leaves.current.find(key);
  if (now != leaves.current.end() && permits(Leaf{now->second, level}, access)) return true;
  const auto older = leaves.older.find(key);
  return older != leaves.older.end() && std::ranges::any_of(older->second, [&](Pte pte) {
           return permits(Leaf{pte, level}, access);
         });
}

void StaleOracle::access(const Witness& by, const AddressSpace& space, const UserAccess& access) {
  const SpaceLeaves& leaves = spaces_[&space];
  for (unsigned level = 0; leaves.levels >> level != 0; ++level) {
    if (permits(leaves, level, access)) return;
  }
  const auto now = translate_now(frames_, space, access.va);
  if (now && permits(*now, access)) return;
  ++stale_;
  const char* kind = access.kind == Access::kFetch   ? "fetch"
                     : access.kind == Access::kStore ? "store"
                                                     : "load";
  reports_.add(by, access.va,
               fmt::format("a {} used a stale translation: expected {}, got frame {:#x}", kind,
                           now ? fmt::format("PTE {:#x}", now->pte.bits()) : "a page fault",
                           ppn_of(access.pa).value));
}

void StaleOracle::pte_changed(const AddressSpace& space, VirtAddr va, const Leaf& before,
                              Pte after) {
  const auto found = spaces_.find(&space);
  if (found == spaces_.end()) return;
  SpaceLeaves& leaves = found->second;
  const Key key = key_of(va, before.level);
  if (can_be_cached(before.pte) && !(can_be_cached(after) && includes(after, before.pte))) {
    std::vector<Pte>& older = leaves.older[key];
    const bool known = std::ranges::any_of(older, [&](Pte p) { return includes(p, before.pte); });
    if (!known) older.push_back(before.pte);
    leaves.levels |= 1U << before.level;
  }
  if (can_be_cached(after)) {
    leaves.current[key] = after;
    leaves.levels |= 1U << before.level;
  } else {
    leaves.current.erase(key);
  }
}

void StaleOracle::forget(SpaceLeaves& leaves, const FlushRange& range) {
  const uint64_t end = range.first.value + range.ptes * range.pages_per_pte;
  const bool many = range.ptes > leaves.older.size();
  if (many) {
    boost::unordered::erase_if(leaves.older, [&](const auto& entry) {
      const uint64_t first = entry.first.first.value;
      return first < end && first + pages_of_level(entry.first.level) > range.first.value;
    });
    return;
  }
  for (uint64_t k = 0; k < range.ptes; ++k) {
    const VirtAddr va = addr_of(Vpn(range.first.value + k * range.pages_per_pte));
    for (unsigned level = 0; leaves.levels >> level != 0; ++level) {
      leaves.older.erase(key_of(va, level));
    }
  }
}

void StaleOracle::invalidated(const AddressSpace& space, const FlushRequest& request) {
  const auto found = spaces_.find(&space);
  if (found == spaces_.end()) return;
  for (const FlushRange& range : request.leaves) forget(found->second, range);
  if (request.tables && request.leaves.empty()) found->second.older.clear();
}

void StaleOracle::freed(const Witness& by, Ppn frame, const char* what) {
  for (size_t hart = 0; hart < mmus_.size(); ++hart) {
    if (!mmus_[hart]->holds_frame(frame, only_(HartId(hart)))) continue;
    ++stale_;
    reports_.add_frame(by.hart, by.at, frame,
                       fmt::format("{} freed while hart {} still holds it", what, hart));
  }
  if (!queued_(frame)) return;
  ++stale_;
  reports_.add_frame(by.hart, by.at, frame, fmt::format("{} freed while it is copied", what));
}

}  // namespace cowmmu
