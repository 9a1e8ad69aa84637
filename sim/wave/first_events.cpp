// SPDX-License-Identifier: Apache-2.0
#include "wave/first_events.h"

#include <tuple>

namespace cowmmu {

// Interrupts that come inside a system call or a fault are entered, too: what a trap is for shows
// in the phase after its entry.
void FirstEvents::phase_begins(HartId hart, Phase phase, Cycles now,
                               const std::array<uint64_t, kPhases>&) {
  std::optional<Cycles>& entry = entries_[hart.value];
  if (phase == Phase::kTrapEntry) {
    entry = now;
  } else {
    if (entry && (phase == Phase::kSyscall || phase == Phase::kFaultLookup))
      traps_[hart.value] = entry;
    entry.reset();
  }
}

void FirstEvents::note(const ICpu& cpu, std::optional<Event>& first) const {
  const std::optional<Cycles>& begin = traps_[cpu.id().value];
  if (!begin) return;  // without time, before the run
  const Event event{cpu.id(), *begin, cpu.now()};
  const auto key = [](const Event& e) { return std::tuple(e.begin, e.hart); };
  if (!first || key(event) < key(*first)) first = event;
}

void FirstEvents::forked(ICpu& cpu, Pid) { note(cpu, fork_); }

void FirstEvents::fault_counted(ICpu& cpu, VirtAddr, FaultKind kind) {
  if (kind == FaultKind::kCowCopy || kind == FaultKind::kCowReuse) note(cpu, cow_fault_);
}

void FirstEvents::ended(ICpu& cpu, Pid, bool) { note(cpu, exit_); }

}  // namespace cowmmu
