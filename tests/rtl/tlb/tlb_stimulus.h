// SPDX-License-Identifier: Apache-2.0
// TlbStimulus: random traffic for a TLB: look-ups of pages just filled and of others, fills of
// every page size, ASIDs used again, global entries, the four fences, in phases of different mixes;
// back to back as often as with gaps. A valid stays until it is accepted.
#pragma once

#include <array>
#include <cstdint>
#include <random>

#include "tlb/tlb_if.h"

namespace cowmmu::test {

// What the traffic has done: a test that wants to fail must have done all of it.
struct TlbTraffic {
  uint64_t lookups = 0, hits = 0, evictions = 0, busy_refusals = 0;
  std::array<uint64_t, kPageSizes> fills{}, hits_of{};
  std::array<uint64_t, 4>
      fences{};  // by address and ASID bits: page, all ASIDs, all addresses, all
};

class TlbStimulus {
 public:
  TlbStimulus(PagingMode mode, uint64_t seed) : vpn_bits_(9 * levels_of(mode)), random_(seed) {}

  TlbIn next();
  void accepted(const TlbIn& in, const TlbOut& out);
  void reset() { in_ = {}; }

  const TlbTraffic& traffic() const { return traffic_; }

 private:
  bool one_in(uint64_t n) { return random_() % n == 0; }
  void new_phase();
  Vpn random_vpn();
  Vpn sign_extended(uint64_t vpn) const;
  Vpn recent_vpn();
  Vpn sometimes_not_canonical(Vpn vpn);
  Asid random_asid() { return Asid(random_() % 4 == 3 ? random_() % 65536 : random_() % 3); }
  TlbEntry random_entry();
  Fence random_fence();

  unsigned vpn_bits_;
  std::mt19937_64 random_;
  uint64_t cycles_ = 0;
  uint64_t lookup_one_in_ = 1, fill_one_in_ = 3, fence_one_in_ = 50, spread_ = 24;
  TlbIn in_;
  std::array<TlbEntry, 64> recent_{};
  uint64_t filled_ = 0;
  TlbTraffic traffic_;
};

}  // namespace cowmmu::test
