// SPDX-License-Identifier: Apache-2.0
// The costs of preset `unit`, derived from what each step of sw/os reads and writes.
#pragma once

#include <vector>

#include "formula.h"

namespace cowmmu::formulas {

enum class Policy : uint8_t { kEager, kTextbook, kCow };
std::string_view name_of(Policy policy);

// From the call to the return in the parent, apart from the shootdown.
Formula fork(Policy policy);
// fork's shootdown where no other hart is a target (os.shootdown = ipi_mask): part of the fork.
Formula local_flush();
// From the first store of the request to the last acknowledgement; the targets sleep.
Formula shootdown();
// A store to a shared page: trap, copy, return; the store itself and its two translations apart.
Formula cow_fault(Policy policy);
// A page copy by the engine (os.copy = dma), instead of the 128 cycles of the core's.
Formula dma_copy();
// A store's translations and the store: into a page that is writable, and into a COW page.
Formula plain_store();
Formula faulting_store();
// The child's exit, with its parent waiting: phases exit.unmap, exit.free and shootdown.send.
Formula exit();

// In the order of docs/formulas.md.
std::vector<Formula> all();

}  // namespace cowmmu::formulas
