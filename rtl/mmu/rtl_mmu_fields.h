// SPDX-License-Identifier: Apache-2.0
// The packed structs mmu_*_t of rtl/common/cowmmu_pkg.sv as the model's types.
#pragma once

#include "common/packed_port.h"
#include "mmu/mmu_if.h"
#include "walker/rtl_walker_fields.h"

namespace cowmmu {

class RtlMmuFields {
 public:
  static constexpr unsigned kFrom = 2;
  static constexpr unsigned kAnswer = RtlWalkerFields::kCause + RtlWalkerFields::kPpn + kFrom;
  static constexpr unsigned kEvents = 14;

  static PackedWriter pack(const TranslationState& s) {
    PackedWriter bits;
    RtlWalkerFields::put(bits, s);
    return bits;
  }
  static MmuAnswer answer(PackedReader bits) {
    MmuAnswer a;
    a.cause = RtlWalkerFields::cause(bits.take(RtlWalkerFields::kCause));
    a.ppn = Ppn(bits.take(RtlWalkerFields::kPpn));
    a.from = static_cast<TranslateFrom>(bits.take(kFrom));
    return a;
  }
  static MmuEvents events(PackedReader bits) {
    const auto next = [&bits] { return bits.take(1) != 0; };
    MmuEvents e;
    for (bool* const event :
         {&e.l1i_look, &e.l1i_hit, &e.l1i_evict, &e.l1d_look, &e.l1d_hit, &e.l1d_evict, &e.l2_look,
          &e.l2_hit, &e.l2_evict, &e.walk, &e.walk_join, &e.walk_fault, &e.pte_read, &e.pte_swap})
      *event = next();
    return e;
  }
};

}  // namespace cowmmu
