// SPDX-License-Identifier: Apache-2.0
// PageWalkCache: non-leaf PTEs that walks have read, so that a walk starts near the leaf. One fully
// associative array with true LRU for each non-leaf level, keyed by the address prefix and ASID.
// Global: an entry serves every ASID if its PTE or any above it has G (everything below is global).
// Fences (privileged spec, SFENCE.VMA): with rs1 = x0 non-leaf PTEs are ordered: all go, or those
//   of the ASID, global ones excepted. With an address only the leaf is ordered: nothing goes.
// Parameters: entries a level [0, 1024]; 0 is no cache. Reset: empty.
// Twin: rtl/walker/page_walk_cache.sv. Tests: tests/model/walker/.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "base/paging.h"
#include "base/pte.h"
#include "base/types.h"

namespace cowmmu {

// A table that a walk goes on in: its frame, the level of its PTEs, and whether G and the
// write-protect bit were set on the way.
struct WalkPoint {
  Ppn table{};
  unsigned level = 0;
  bool global = false;
  bool write_protected = false;
  constexpr bool operator==(const WalkPoint&) const = default;

  // Through a non-leaf PTE of this table.
  constexpr WalkPoint below(Pte pte) const {
    return {pte.ppn(), level - 1, global || pte.global(),
            write_protected || pte.has(Pte::kWriteProtect)};
  }
  // A leaf PTE of this table as it counts.
  constexpr Pte effective(Pte leaf) const { return write_protected ? leaf.without(Pte::kW) : leaf; }

  // Where the PTE of `va` stands.
  constexpr PhysAddr slot_of(VirtAddr va) const {
    return PhysAddr(addr_of(table).value + vpn_index(va, level) * sizeof(uint64_t));
  }
};

struct PageWalkCacheStats {
  uint64_t hits = 0;  // look-ups that skipped at least one level
  uint64_t misses = 0;
  uint64_t evictions = 0;
};

class PageWalkCache {
 public:
  explicit PageWalkCache(size_t entries_per_level) : capacity_(entries_per_level) {}

  // The deepest table known on the way to `va`.
  std::optional<WalkPoint> lookup(VirtAddr va, Asid asid);
  // A non-leaf PTE on the way to `va` points to `point`.
  void fill(VirtAddr va, Asid asid, const WalkPoint& point);
  // Returns the number of entries removed.
  size_t fence(const Fence& fence);

  const PageWalkCacheStats& stats() const { return stats_; }
  void reset_stats() { stats_ = {}; }
  size_t occupancy() const;
  // visit(prefix, asid, point) for every entry.
  template <class Visit>
  void for_each_entry(Visit visit) const {
    for (unsigned level = 0; level < kTableLevels; ++level)
      for (const Entry& e : levels_[level]) visit(e.prefix, e.asid, e.at(level));
  }
  // With `only`: as far as that ASID can reach it.
  bool holds_table(Ppn table, std::optional<Asid> only = std::nullopt) const;

 private:
  // Non-leaf PTEs are at levels 1 .. 4 and point to tables at levels 0 .. 3.
  static constexpr size_t kTableLevels = 4;
  struct Entry {
    uint64_t prefix = 0;  // the address above what the table at this level translates
    Asid asid{};
    Ppn table{};
    bool global = false;
    bool write_protected = false;
    uint64_t last_used = 0;
    WalkPoint at(unsigned level) const { return {table, level, global, write_protected}; }
    bool serves(uint64_t p, Asid a) const { return prefix == p && (global || asid == a); }
  };
  static uint64_t prefix_of(VirtAddr va, unsigned level) {
    return va.value >> (kPageShift + 9ULL * (level + 1));
  }

  size_t capacity_;
  uint64_t clock_ = 0;
  std::array<std::vector<Entry>, kTableLevels> levels_;
  PageWalkCacheStats stats_;
};

}  // namespace cowmmu
