// SPDX-License-Identifier: Apache-2.0
// RtlTlbFields: the packed structs entry_t and fence_t of rtl/common/cowmmu_pkg.sv as the model's
// TlbEntry and Fence. Their VPN is as wide as the paging mode's.
#pragma once

#include <cstdint>

#include "base/paging.h"
#include "common/packed_port.h"
#include "tlb/tlb_entry.h"

namespace cowmmu {

class RtlTlbFields {
 public:
  static constexpr unsigned kVaVpn = 52, kSize = 3, kAsid = 16, kGlobal = 1, kPpn = 44, kFlags = 8;
  static constexpr unsigned kFence = 2 + kVaVpn + kAsid;  // of fence_t

  explicit RtlTlbFields(PagingMode mode) : vpn_(9 * levels_of(mode)) {}

  unsigned vpn_width() const { return vpn_; }
  // Of entry_t.
  unsigned width() const { return vpn_ + kSize + kAsid + kGlobal + kPpn + kFlags; }

  PackedWriter pack(const TlbEntry& e) const {
    PackedWriter bits;
    bits.put(vpn_, e.vpn.value).put(kSize, e.size()).put(kAsid, e.asid.value);
    bits.put(kGlobal, e.global ? 1 : 0).put(kPpn, e.ppn.value).put(kFlags, e.pte.bits());
    return bits;
  }
  PackedWriter pack(const Fence& f) const {
    PackedWriter bits;
    bits.put(1, f.all_addresses ? 1 : 0).put(1, f.all_asids ? 1 : 0);
    bits.put(kVaVpn, vpn_of(f.va).value).put(kAsid, f.asid.value);
    return bits;
  }
  static Fence fence(PackedReader bits) {
    Fence f;
    f.all_addresses = bits.take(1) != 0;
    f.all_asids = bits.take(1) != 0;
    f.va = addr_of(Vpn(bits.take(kVaVpn)));
    f.asid = Asid(bits.take(kAsid));
    return f;
  }
  TlbEntry entry(PackedReader bits) const {
    const uint64_t vpn = bits.take(vpn_);
    const auto size = static_cast<unsigned>(bits.take(kSize));
    const Asid asid(bits.take(kAsid));
    const bool global = bits.take(kGlobal) != 0;
    const uint64_t ppn = bits.take(kPpn);
    return entry(vpn, size, asid, global, Pte::make(Ppn(ppn), bits.take(kFlags)));
  }
  // `pte`: the region's first frame and the flags; N is in the size.
  TlbEntry entry(uint64_t vpn, unsigned size, Asid asid, bool global, Pte pte) const {
    const bool napot = size == 1;
    if (napot) pte = Pte(pte.bits() | Pte::kN | 8ULL << Pte::kPpnShift);
    return TlbEntry::make(addr_of(sign_extended(vpn)), asid, pte, size < 2 ? 0 : size - 1, global);
  }

 private:
  Vpn sign_extended(uint64_t vpn) const {
    const unsigned up = 64 - vpn_;
    const auto extended = static_cast<int64_t>(vpn << up) >> up;
    return Vpn(static_cast<uint64_t>(extended) & ((1ULL << kVaVpn) - 1));
  }
  unsigned vpn_;
};

}  // namespace cowmmu
