// SPDX-License-Identifier: Apache-2.0
#include "rtl/tlb/tlb_stimulus.h"

namespace cowmmu::test {

void TlbStimulus::new_phase() {
  static constexpr uint64_t kLookups[] = {1, 1, 2, 8}, kFills[] = {1, 2, 5, 40};
  static constexpr uint64_t kFences[] = {2, 20, 300, 20'000}, kSpreads[] = {3, 24, 400, 4000};
  lookup_one_in_ = kLookups[random_() % 4];
  fill_one_in_ = kFills[random_() % 4];
  fence_one_in_ = kFences[random_() % 4];
  spread_ = kSpreads[random_() % 4];
}

// A few regions of every size, so that regions overlap and sets fill up; both halves of the space.
Vpn TlbStimulus::random_vpn() {
  uint64_t vpn = random_() % spread_;
  for (unsigned shift = 9; shift < vpn_bits_; shift += 9)
    vpn |= (one_in(3) ? random_() % 32 : random_() % 2) << shift;
  if (one_in(4)) vpn |= 1ULL << (vpn_bits_ - 1);
  return sign_extended(vpn);
}

Vpn TlbStimulus::sign_extended(uint64_t vpn) const {
  const bool negative = (vpn >> (vpn_bits_ - 1) & 1) != 0;
  const uint64_t all = (1ULL << 52) - 1;
  return Vpn(negative ? (vpn | (all << vpn_bits_ & all)) : vpn & ((1ULL << vpn_bits_) - 1));
}

// A page of a region filled lately, or just beside it.
Vpn TlbStimulus::recent_vpn() {
  const TlbEntry& entry = recent_[random_() % recent_.size()];
  if (!entry.valid()) return random_vpn();
  const uint64_t page = one_in(8) ? entry.pages() : random_() & entry.mask;
  return sign_extended((entry.vpn.value + page) & ((1ULL << vpn_bits_) - 1));
}

Vpn TlbStimulus::sometimes_not_canonical(Vpn vpn) {
  if (!one_in(50)) return vpn;
  return Vpn(vpn.value ^ 1ULL << (vpn_bits_ + random_() % (52 - vpn_bits_)));
}

TlbEntry TlbStimulus::random_entry() {
  const unsigned levels = vpn_bits_ / 9;
  const bool napot = one_in(4);
  const unsigned level = napot || one_in(2) ? 0 : static_cast<unsigned>(random_() % levels);
  const uint64_t frame = random_() & Pte::kPpnMask & ~page_size_mask(page_size_index(level, napot));
  const uint64_t flags = (random_() & 0xff) | Pte::kV | Pte::kA | (napot ? Pte::kN : 0);
  const Pte pte = Pte::make(Ppn(frame | (napot ? 8 : 0)), flags);
  const Vpn vpn = one_in(3) ? recent_vpn() : random_vpn();
  return TlbEntry::make(addr_of(vpn), random_asid(), pte, level, one_in(5));
}

Fence TlbStimulus::random_fence() {
  const VirtAddr va = addr_of(sometimes_not_canonical(one_in(3) ? random_vpn() : recent_vpn()));
  const uint64_t kind = random_() % 16;
  if (kind == 0 && one_in(8)) return Fence::all();
  if (kind == 1) return Fence::of_asid(random_asid());
  return kind < 8 ? Fence::of_address(va) : Fence::of_page(va, random_asid());
}

TlbIn TlbStimulus::next() {
  if (cycles_++ % 3'001 == 0) new_phase();
  if (!in_.req_valid && one_in(lookup_one_in_)) {
    in_.req_valid = true;
    in_.req_vpn = sometimes_not_canonical(one_in(3) ? random_vpn() : recent_vpn());
    in_.req_asid = random_asid();
  }
  if (!in_.fill_valid && one_in(fill_one_in_)) {
    in_.fill_valid = true;
    in_.fill_entry = random_entry();
  }
  if (!in_.fence_valid && one_in(fence_one_in_)) {
    in_.fence_valid = true;
    in_.fence = random_fence();
  }
  return in_;
}

void TlbStimulus::accepted(const TlbIn& in, const TlbOut& out) {
  if (in.req_valid && !out.req_ready) ++traffic_.busy_refusals;
  if (out.rsp_valid) ++traffic_.lookups;
  if (out.rsp_hit) ++traffic_.hits, ++traffic_.hits_of[out.rsp_entry.size()];
  if (out.fill_evict) ++traffic_.evictions;
  if (in.fill_valid && out.fill_ready) {
    ++traffic_.fills[in.fill_entry.size()];
    recent_[filled_++ % recent_.size()] = in.fill_entry;
    in_.fill_valid = false;
  }
  if (in.fence_valid && out.fence_ready) {
    ++traffic_.fences[(in.fence.all_addresses ? 2 : 0) + (in.fence.all_asids ? 1 : 0)];
    in_.fence_valid = false;
  }
  if (out.req_ready) in_.req_valid = false;
}

}  // namespace cowmmu::test
