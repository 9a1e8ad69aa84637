// SPDX-License-Identifier: Apache-2.0
// The packed structs walk_*_t of rtl/common/cowmmu_pkg.sv as the model's types.
#pragma once

#include "base/paging.h"
#include "common/packed_port.h"
#include "walker/walker_if.h"

namespace cowmmu {

class RtlWalkerFields {
 public:
  static constexpr unsigned kId = 4, kVaVpn = 52, kAccess = 2, kMode = 4, kAsid = 16, kPpn = 44;
  static constexpr unsigned kSlot = 4, kPa = 56, kPte = 64, kCause = 4, kLevel = 3;
  static constexpr unsigned kResponse = kId + kCause + kPte + kLevel + 1;
  static constexpr unsigned kMemReq = kSlot + 1 + kPa + 2 * kPte;

  static PackedWriter pack(unsigned id, const WalkRequest& r) {
    PackedWriter bits;
    bits.put(kId, id).put(kVaVpn, vpn_of(r.va).value);
    bits.put(kAccess, static_cast<uint64_t>(r.access));
    put(bits, r.state);
    return bits;
  }
  // As mmu_state_t, too.
  static void put(PackedWriter& bits, const TranslationState& s) {
    bits.put(kMode, static_cast<uint64_t>(s.satp.mode));
    bits.put(kAsid, s.satp.asid.value).put(kPpn, s.satp.root.value);
    bits.put(1, s.privilege == Privilege::kSupervisor ? 1 : 0);
    bits.put(1, s.sum ? 1 : 0).put(1, s.mxr ? 1 : 0).put(1, s.adue ? 1 : 0);
  }
  static PackedWriter pack(const WalkMemRsp& r) {
    PackedWriter bits;
    bits.put(kSlot, r.slot).put(kPte, r.pte.bits()).put(1, r.stored ? 1 : 0);
    return bits;
  }
  static void unpack_response(PackedReader bits, WalkerOut& out) {
    out.rsp_id = static_cast<unsigned>(bits.take(kId));
    out.rsp.cause = cause(bits.take(kCause));
    out.rsp.leaf = Pte(bits.take(kPte));
    out.rsp.level = static_cast<unsigned>(bits.take(kLevel));
    out.rsp.global = bits.take(1) != 0;
  }
  static Cause cause(uint64_t code) { return code == 0 ? Cause::kNone : static_cast<Cause>(code); }
  static WalkMemReq mem_req(PackedReader bits) {
    WalkMemReq r;
    r.slot = bits.take(kSlot);
    r.swap = bits.take(1) != 0;
    r.pa = PhysAddr(bits.take(kPa));
    r.expected = Pte(bits.take(kPte));
    r.desired = Pte(bits.take(kPte));
    return r;
  }
};

}  // namespace cowmmu
