// SPDX-License-Identifier: Apache-2.0
// TlbEntry: one translation as a TLB holds it, and the page sizes that a TLB can hold. A value.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/paging.h"
#include "base/pte.h"
#include "base/types.h"

namespace cowmmu {

// Page sizes, smallest first: 4 KiB, 64 KiB (Svnapot), 2 MiB, 1 GiB, 512 GiB (Sv48), 256 TiB
// (Sv57).
inline constexpr std::array<unsigned, kPageSizes> kPageSizeBits = {0, 4, 9, 18, 27, 36};

// Which of them a leaf is: index into kPageSizeBits.
constexpr size_t page_size_index(unsigned level, bool napot) {
  return napot ? 1 : level == 0 ? 0 : level + 1;
}
// Pages of 4 KiB less one: the VPN bits that such a page passes through.
constexpr uint64_t page_size_mask(size_t size) { return (1ULL << kPageSizeBits[size]) - 1; }

struct TlbEntry {
  static constexpr Vpn kNoVpn{~0ULL};  // no address has it: a VPN has 52 bits

  Vpn vpn = kNoVpn;     // first page of the region, sign bits of the address included
  uint64_t mask = 0;    // 4 KiB pages of the region less one: the VPN bits that pass through
  Ppn ppn{};            // first frame of the region
  Pte pte{};            // the leaf PTE as the walker left it; A is always set
  Asid asid{};          // the address space that walked it, also if global
  uint8_t level = 0;    // of the leaf PTE; 0 for 4 KiB and 64 KiB
  bool global = false;  // G in the leaf or in any PTE above it

  // The region around `va` that a leaf PTE maps. Svnapot, Table "Page table entry encodings when
  // N=1": ppn[3:0] = 1000 stands for 16 pages, and the region's frame number has those bits clear.
  static constexpr TlbEntry make(VirtAddr va, Asid asid, Pte leaf, unsigned level, bool global) {
    const size_t size = page_size_index(level, leaf.napot());
    const uint64_t mask = page_size_mask(size);
    return {.vpn = Vpn(vpn_of(va).value & ~mask),
            .mask = mask,
            .ppn = Ppn(leaf.ppn().value & ~mask),
            .pte = leaf,
            .asid = asid,
            .level = static_cast<uint8_t>(level),
            .global = global};
  }

  constexpr bool valid() const { return vpn != kNoVpn; }
  constexpr uint64_t pages() const { return mask + 1; }
  constexpr size_t size() const { return page_size_index(level, pte.napot()); }
  constexpr bool covers(Vpn v) const { return (v.value & ~mask) == vpn.value; }
  constexpr bool serves(Asid a) const { return global || asid == a; }
  constexpr bool holds(Ppn frame) const { return valid() && (frame.value & ~mask) == ppn.value; }
  constexpr PhysAddr translate(VirtAddr va) const {
    return PhysAddr(((ppn.value | (vpn_of(va).value & mask)) << kPageShift) | page_offset(va));
  }
  constexpr bool operator==(const TlbEntry&) const = default;
};

}  // namespace cowmmu
