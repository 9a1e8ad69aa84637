// SPDX-License-Identifier: Apache-2.0
#include "tlb/tlb_array.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "base/check.h"

namespace cowmmu {
namespace {

size_t ways_of(const TlbParams& p) { return p.ways == 0 ? p.entries : p.ways; }

bool same_space(const TlbEntry& a, const TlbEntry& b) {
  return a.global || b.global || a.asid == b.asid;
}

// An ASID fence leaves global mappings alone (privileged spec, SFENCE.VMA, rs2 not x0).
bool in_fenced_space(const TlbEntry& e, const Fence& f) {
  return f.all_asids || (!e.global && e.asid == f.asid);
}
bool at_fenced_address(const TlbEntry& e, const Fence& f) {
  return e.covers(vpn_of(f.va)) && in_fenced_space(e, f);
}

// Of the host, not of the machine: enough hints that a few dozen hot pages rarely share one, few
// enough to stay in the host's first-level cache.
uint64_t hints_for(size_t entries) { return std::min(std::bit_ceil(entries) * 8, size_t{512}); }

}  // namespace

std::string TlbArray::problem_with(const TlbParams& p) {
  const size_t ways = ways_of(p);
  if (p.entries == 0 || ways > p.entries || p.entries % ways != 0)
    return "entries must be a multiple of ways";
  if (!std::has_single_bit(p.entries / ways)) return "entries / ways must be a power of two";
  if (make_replacement(p.replacement) == nullptr) return "no replacement policy " + p.replacement;
  return {};
}

TlbArray::TlbArray(const TlbParams& p)
    : ways_(ways_of(p)),
      sets_(p.entries / ways_),
      hint_mask_(hints_for(p.entries) - 1),
      entries_(p.entries),
      tags_(p.entries, kFreeTag),
      last_used_(p.entries),
      hints_(hint_mask_ + 1),
      occupied_(sets_),
      filter_(p.entries),
      replacement_(make_replacement(p.replacement)) {
  COWMMU_CHECK(problem_with(p).empty(), problem_with(p));
}

const TlbEntry* TlbArray::find(Vpn vpn, Asid asid) const {
  for (size_t size = 0; size < kPageSizes; ++size) {
    if (present_[size] == 0) continue;
    const uint64_t tag = tag_of(vpn, size);
    if (!filter_.may_hold(tag)) continue;
    const size_t begin = set_of(vpn, size) * ways_;
    for (size_t i = begin; i < begin + ways_; ++i)
      if (tags_[i] == tag && entries_[i].serves(asid)) return &entries_[i];
  }
  return nullptr;
}

const TlbEntry* TlbArray::search_and_hint(Vpn vpn, Asid asid) {
  const TlbEntry* hit = find(vpn, asid);
  if (hit != nullptr)
    hints_[vpn.value & hint_mask_] = {vpn, static_cast<uint32_t>(asid.value),
                                      static_cast<uint32_t>(hit - entries_.data())};
  return hit;
}

size_t TlbArray::make_room_for(const TlbEntry& entry) {
  const uint64_t tag = tag_of(entry.vpn, entry.size());
  const size_t set = set_of(entry.vpn, entry.size());
  const size_t begin = set * ways_;
  if (filter_.may_hold(tag)) {
    for (size_t i = begin; i < begin + ways_; ++i)
      if (tags_[i] == tag && same_space(entries_[i], entry)) drop(i);
  }
  if (occupied_[set] < ways_) return free_way(set);
  const size_t victim = begin + replacement_->victim(std::span(last_used_).subspan(begin, ways_));
  ++stats_.evictions;
  drop(victim);
  return victim;
}

size_t TlbArray::free_way(size_t set) const {
  size_t i = set * ways_;
  while (tags_[i] != kFreeTag) ++i;
  return i;
}

void TlbArray::fill(const TlbEntry& entry) {
  const size_t place = make_room_for(entry);
  forget_hints(entry);
  entries_[place] = entry;
  tags_[place] = tag_of(entry.vpn, entry.size());
  filter_.add(tags_[place]);
  ++occupied_[place / ways_];
  last_used_[place] = ++clock_;
  ++present_[entry.size()];
  if (observer_ != nullptr) observer_->on_fill(entry);
}

void TlbArray::forget_hints(const TlbEntry& entry) {
  const uint64_t pages = std::min(entry.pages(), hint_mask_ + 1);
  for (uint64_t page = 0; page < pages; ++page)
    hints_[(entry.vpn.value + page) & hint_mask_].vpn = TlbEntry::kNoVpn;
}

void TlbArray::drop(size_t index) {
  TlbEntry& entry = entries_[index];
  --present_[entry.size()];
  if (observer_ != nullptr) observer_->on_evict(entry);
  entry = TlbEntry{};
  filter_.remove(tags_[index]);
  tags_[index] = kFreeTag;
  --occupied_[index / ways_];
}

size_t TlbArray::fence_set(size_t set, const Fence& fence,
                           bool (*matches)(const TlbEntry&, const Fence&)) {
  size_t removed = 0;
  for (size_t i = set * ways_; i < (set + 1) * ways_; ++i) {
    if (!entries_[i].valid() || !matches(entries_[i], fence)) continue;
    drop(i);
    ++removed;
  }
  return removed;
}

size_t TlbArray::fence(const Fence& fence) {
  size_t removed = 0;
  if (fence.all_addresses) {
    for (size_t set = 0; set < sets_; ++set) removed += fence_set(set, fence, in_fenced_space);
  } else {
    const Vpn vpn = vpn_of(fence.va);
    for (size_t size = 0; size < kPageSizes; ++size)
      if (present_[size] != 0) removed += fence_set(set_of(vpn, size), fence, at_fenced_address);
  }
  ++stats_.fences;
  stats_.fenced += removed;
  return removed;
}

size_t TlbArray::occupancy() const {
  return std::accumulate(present_.begin(), present_.end(), size_t{0});
}

bool TlbArray::holds_frame(Ppn frame, std::optional<Asid> only) const {
  return std::ranges::any_of(
      entries_, [&](const TlbEntry& e) { return e.holds(frame) && (!only || e.serves(*only)); });
}

}  // namespace cowmmu
