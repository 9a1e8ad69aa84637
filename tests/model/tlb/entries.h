// SPDX-License-Identifier: Apache-2.0
// Short names for TLB entries, in the tests of TLBs.
#pragma once

#include "tlb/tlb_array.h"

namespace cowmmu::test {

inline constexpr uint64_t kUserRw = Pte::kV | Pte::kR | Pte::kW | Pte::kU | Pte::kA | Pte::kD;
inline constexpr Asid kA{1}, kB{2};

inline TlbEntry page(uint64_t vpn, Asid asid, uint64_t frame = 0x1000) {
  return TlbEntry::make(addr_of(Vpn(vpn)), asid, Pte::make(Ppn(frame), kUserRw), 0, false);
}
inline TlbEntry superpage(uint64_t vpn, Asid asid, unsigned level) {
  return TlbEntry::make(addr_of(Vpn(vpn)), asid, Pte::make(Ppn(0), kUserRw), level, false);
}
// 64 KiB: N set, ppn[3:0] = 1000.
inline TlbEntry napot(uint64_t vpn, Asid asid, uint64_t frame = 0x1000) {
  const Pte pte = Pte::make(Ppn((frame & ~0xfULL) | 0x8), kUserRw | Pte::kN);
  return TlbEntry::make(addr_of(Vpn(vpn)), asid, pte, 0, false);
}
inline TlbEntry global(TlbEntry entry) {
  entry.global = true;
  return entry;
}

inline TlbParams fully(uint64_t entries) { return {.entries = entries, .ways = 0}; }
inline TlbParams sets_of(uint64_t ways, uint64_t sets) {
  return {.entries = ways * sets, .ways = ways};
}

}  // namespace cowmmu::test
