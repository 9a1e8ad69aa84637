// SPDX-License-Identifier: Apache-2.0
// TranslationState: the CSR bits that decide a translation. AccessRule: what a leaf PTE must hold
// for one kind of access in that state (privileged spec, "Virtual Address Translation Process",
// steps 5 to 7), as masks, so that a TLB hit and a walk judge by the same few instructions.
#pragma once

#include <cstdint>

#include "base/paging.h"
#include "base/pte.h"

namespace cowmmu {

struct TranslationState {
  Satp satp{};
  Privilege privilege = Privilege::kUser;
  bool sum = false;   // sstatus.SUM: supervisor loads and stores reach user pages
  bool mxr = false;   // sstatus.MXR: loads reach executable pages
  bool adue = false;  // menvcfg.ADUE: A and D are set by hardware (Svadu), else they trap (Svade)
};

struct AccessRule {
  uint64_t mask = 0;
  uint64_t value = 0;  // pte & mask must be this
  uint64_t any = 0;    // pte & any must not be 0; 0 permits nothing

  constexpr bool permits(Pte pte) const {
    return (pte.bits() & mask) == value && (pte.bits() & any) != 0;
  }

  // Permissions only, A and D apart.
  static constexpr AccessRule permissions(Access access, const TranslationState& s) {
    AccessRule rule;
    rule.any = access == Access::kFetch   ? Pte::kX
               : access == Access::kStore ? Pte::kW
               : s.mxr                    ? Pte::kR | Pte::kX
                                          : Pte::kR;
    const bool user = s.privilege == Privilege::kUser;
    // A supervisor reaches user pages with SUM, but never fetches from one.
    if (user || !s.sum || access == Access::kFetch) rule.mask = Pte::kU;
    if (user) rule.value = Pte::kU;
    return rule;
  }
  // Permissions, and A and D as the access needs them: nothing is left to do.
  static constexpr AccessRule complete(Access access, const TranslationState& s) {
    AccessRule rule = permissions(access, s);
    rule.mask |= needed_ad(access);
    rule.value |= needed_ad(access);
    return rule;
  }
  static constexpr uint64_t needed_ad(Access access) {
    return access == Access::kStore ? Pte::kA | Pte::kD : Pte::kA;
  }
};

}  // namespace cowmmu
