// SPDX-License-Identifier: Apache-2.0
// First touches of private anonymous memory: a read maps the shared zero page, a store gets a page
// of zeros of its own.
#include "os/fault/fault.h"

namespace cowmmu {

Handled map_zero_page(Fault& f) {
  const PhaseGuard phase(f.cpu, Phase::kFaultPte);
  const Ppn zero = f.core.services.frames.layout().zero_frame;
  f.slot.pte = make_leaf(zero, f.range.vma.prot, Pte::kSpecial | f.marks());
  f.core.tables.set(f.cpu, f.space, f.slot, f.slot.pte);
  ++f.space.resident;
  return FaultKind::kReadZero;
}

Handled zero_fill(Fault& f) {
  const auto frame = allocate_page(f.core, f.cpu);
  if (!frame) return std::nullopt;
  {
    const PhaseGuard phase(f.cpu, Phase::kFaultZero);
    f.cpu.zero_page(*frame);
  }
  if (!f.slot.present()) ++f.space.resident;
  remap(f, *frame);
  return FaultKind::kZeroFill;
}

}  // namespace cowmmu
