// SPDX-License-Identifier: Apache-2.0
// IMachineEvents: what the hardware tells a timeline. Told at a hart's local time, by the hart that
// acts; a hart's events come in its order, those of two harts in any. Watching changes nothing, and
// a machine that nobody watches pays nothing for it on an access.
#pragma once

#include <array>

#include "base/phase.h"
#include "base/types.h"

namespace cowmmu {

class IMachineEvents {
 public:
  virtual ~IMachineEvents() = default;
  // The hart's phase changes. `spent`: its ledger up to `now`. What happens between two phases of
  // user code is not told (an access would pay for it): the ledger says how long it lasted.
  virtual void phase_begins(HartId hart, Phase phase, Cycles now,
                            const std::array<uint64_t, kPhases>& spent) = 0;
  // The hart goes on with another thread, or with none.
  virtual void context_set(HartId hart, Cycles now) = 0;
  virtual void ipi_sent(HartId from, HartId to, Cycles now, Cycles arrival) = 0;
  // All that have arrived by now.
  virtual void ipis_taken(HartId by, Cycles now) = 0;
};

}  // namespace cowmmu
