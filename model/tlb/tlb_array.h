// SPDX-License-Identifier: Apache-2.0
// TlbArray: the translations of one TLB, fully or set associative; a function without time.
// Look-up: the set of each page size that is present is probed, smallest page first; the first
// entry
//   that covers the page and serves the ASID (its own, or global) is the hit.
// Fill: removes the entries of the same page that would answer the same look-ups; then takes the
//   lowest free way, else the policy's victim.
// Fences (privileged spec, SFENCE.VMA): by address: every entry that covers it, of any page size;
//   by ASID: that space's entries, never global ones; both; all.
// Parameters: entries, ways (0 is fully associative; entries / ways is a power of two),
// replacement. Reset: empty. Time: tlb/timed_tlb.h. Twin: rtl/tlb/. Tests: tests/model/tlb/.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "params/params.h"
#include "tlb/i_replacement.h"
#include "tlb/tag_filter.h"
#include "tlb/tlb_entry.h"
#include "tlb/tlb_observer.h"

namespace cowmmu {

struct TlbStats {
  uint64_t hits = 0;
  uint64_t misses = 0;
  uint64_t evictions = 0;  // by replacement; fences and refills in place are not
  uint64_t fences = 0;     // fence operations
  uint64_t fenced = 0;     // entries that they removed
};

class TlbArray {
 public:
  // `params` must be valid (see problem_with).
  explicit TlbArray(const TlbParams& params);
  // Why no TLB can be built so; empty if one can.
  static std::string problem_with(const TlbParams& params);

  // A look-up as the hardware does it: counted, and a use for the replacement policy.
  // The pointer holds until the next fill or fence.
  const TlbEntry* lookup(Vpn vpn, Asid asid) {
    const TlbEntry* hit = hinted(vpn, asid);
    if (hit == nullptr) hit = search_and_hint(vpn, asid);
    if (hit == nullptr) return ++stats_.misses, nullptr;
    return use(hit), hit;
  }
  // The same answer in constant time, or nullptr where only a look-up can tell. Changes nothing.
  const TlbEntry* hinted(Vpn vpn, Asid asid) const {
    const Hint& hint = hints_[vpn.value & hint_mask_];
    if (hint.vpn != vpn || hint.asid != asid.value) return nullptr;
    const TlbEntry& entry = entries_[hint.index];
    return entry.covers(vpn) ? &entry : nullptr;
  }
  // Counts a hit of an entry that `hinted` gave, as `lookup` does.
  void use(const TlbEntry* entry) {
    last_used_[static_cast<size_t>(entry - entries_.data())] = ++clock_;
    ++stats_.hits;
  }
  // What a look-up would answer, without being one.
  const TlbEntry* find(Vpn vpn, Asid asid) const;

  void fill(const TlbEntry& entry);
  // Returns the number of entries removed.
  size_t fence(const Fence& fence);

  const TlbStats& stats() const { return stats_; }
  void reset_stats() { stats_ = {}; }
  size_t occupancy() const;
  size_t capacity() const { return entries_.size(); }
  // With `only`: as far as that ASID can reach it.
  bool holds_frame(Ppn frame, std::optional<Asid> only = std::nullopt) const;
  // Every valid entry, in the order of sets and ways.
  template <class Visit>
  void for_each_entry(Visit visit) const {
    for (const TlbEntry& entry : entries_)
      if (entry.valid()) visit(entry);
  }
  void observe(ITlbObserver* observer) { observer_ = observer; }  // nullptr: nobody

 private:
  // Where the last look-up of a page found its entry. Sound because every fill forgets the hints of
  // the pages it covers: as long as a hint stands, the entries that cover its page have only become
  // fewer, so if its entry still covers the page it is still the first.
  struct Hint {
    Vpn vpn = TlbEntry::kNoVpn;
    uint32_t asid = 0;
    uint32_t index = 0;
  };

  // What a search compares: the region's first page and its size, as one word. The invalid entry's
  // tag is no region's.
  static constexpr uint64_t tag_of(Vpn vpn, size_t size) {
    return (vpn.value & ~page_size_mask(size)) << 3 | size;
  }
  static constexpr uint64_t kFreeTag = ~0ULL;

  const TlbEntry* search_and_hint(Vpn vpn, Asid asid);
  size_t set_of(Vpn vpn, size_t size) const {
    return (vpn.value >> kPageSizeBits[size]) & (sets_ - 1);
  }
  size_t make_room_for(const TlbEntry& entry);
  size_t free_way(size_t set) const;
  size_t fence_set(size_t set, const Fence& fence, bool (*matches)(const TlbEntry&, const Fence&));
  void drop(size_t index);
  void forget_hints(const TlbEntry& entry);

  size_t ways_;
  size_t sets_;
  uint64_t hint_mask_;
  uint64_t clock_ = 0;
  std::vector<TlbEntry> entries_;    // set by set
  std::vector<uint64_t> tags_;       // of each entry, apart: a search reads only these
  std::vector<uint64_t> last_used_;  // stamp of each entry's last use; survives its removal
  std::vector<Hint> hints_;
  std::vector<size_t> occupied_;              // valid entries of each set
  TagFilter filter_;                          // of tags_
  std::array<size_t, kPageSizes> present_{};  // entries of each page size
  std::unique_ptr<IReplacement> replacement_;
  ITlbObserver* observer_ = nullptr;
  TlbStats stats_;
};

}  // namespace cowmmu
