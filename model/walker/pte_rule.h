// SPDX-License-Identifier: Apache-2.0
// What a PTE means where it stands, whoever asks (privileged spec, "Virtual Address Translation
// Process"; PBMTE is 0). What the access may do is AccessRule's business.
// Twin: rtl/walker/pte_rule.sv.
#pragma once

#include "base/paging.h"
#include "base/pte.h"

namespace cowmmu {

// Step 3: no PTE at all, or an encoding reserved for the future. `hier`: machine.walker.hier.
constexpr bool malformed(Pte pte, bool hier) {
  const uint64_t used = hier && !pte.leaf() ? Pte::kWriteProtect : 0;
  return !pte.valid() || (pte.writable() && !pte.readable()) ||
         pte.any((Pte::kReserved | Pte::kPbmt) & ~used);
}

// Step 4. D, A, U and N are reserved in a non-leaf PTE, and level 0 has none.
constexpr bool points_nowhere(Pte pte, unsigned level) {
  return level == 0 || pte.any(Pte::kD | Pte::kA | Pte::kU | Pte::kN);
}

// Step 6, a misaligned superpage; and Svnapot: the only encoding is 64 KiB at level 0.
constexpr bool misplaced(Pte pte, unsigned level) {
  if (pte.napot()) return level != 0 || (pte.ppn().value & 0xf) != 0x8;
  return (pte.ppn().value & (pages_of_level(level) - 1)) != 0;
}

}  // namespace cowmmu
