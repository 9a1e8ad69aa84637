// SPDX-License-Identifier: Apache-2.0
// TimedFenceUnit: the fence responder cycle by cycle: FenceUnit with the timing of its ports. The
// reference of the RTL; the hart of the machine needs only FenceUnit. It fences nothing itself.
// Timing: a fence accepted at edge N - 1 has arrived at N: it is offered to the TLBs in the first
//   cycle from the one that ends at N on in which no translation is in use and the fence before it
//   is done. So one fence follows the other without a cycle between them. Done in the cycle that
//   ends at edge D (mmu_fence_done) -> acknowledged from the one that ends at D + 1 on.
//   fence_ready low: a fence waits here and is not handed over in this cycle.
//   While an acknowledgement is not taken one more fence can be done; the one after that is not
//   offered to the TLBs.
// Use: an operation that begins at edge B and ends at edge E has `use` high in the cycles that end
//   at B + 1 to E - 1. None begins at the edge of a cycle with `hold`: from the arrival of a fence
//   until all that have arrived are done.
// Ordering: fences and acknowledgements as they arrived. mmu_fence_done of another's fence is not
//   heard. What is offered stays until accepted. Reset: nothing waits, no acknowledgement.
// Twin: rtl/fabric/fence_unit.sv (differences: none). Tests: tests/model/fabric/.
#pragma once

#include <optional>

#include "fabric/fence_unit.h"
#include "fabric/fence_unit_if.h"

namespace cowmmu {

class TimedFenceUnit {
 public:
  // One cycle: the outputs in it, with these inputs; then its clock edge.
  FenceUnitOut step(const FenceUnitIn& in);
  void reset() { *this = {}; }

  // It has no state that its outputs do not show in time.
  bool at_rest() const { return true; }

 private:
  struct HandedOver {
    HartId from;
    bool done;  // in an earlier cycle: its acknowledgement waits for the one before
  };

  std::optional<RemoteFence> waiting_;
  std::optional<HandedOver> handed_over_;
  std::optional<HartId> ack_;
};

}  // namespace cowmmu
