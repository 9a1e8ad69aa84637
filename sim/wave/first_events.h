// SPDX-License-Identifier: Apache-2.0
// FirstEvents: when the first fork, the first COW fault and the first exit of a run began, each
// with the entry of its trap: what a waveform's markers point at.
#pragma once

#include <optional>
#include <vector>

#include "base/machine_events.h"
#include "os/observer.h"

namespace cowmmu {

class FirstEvents : public IMachineEvents, public IOsObserver {
 public:
  struct Event {
    HartId hart{};
    Cycles begin{};
    Cycles end{};  // of what the kernel does for it
  };
  explicit FirstEvents(uint64_t harts) : entries_(harts), traps_(harts) {}

  const std::optional<Event>& fork() const { return fork_; }
  const std::optional<Event>& cow_fault() const { return cow_fault_; }
  const std::optional<Event>& exit() const { return exit_; }

  void phase_begins(HartId hart, Phase phase, Cycles now,
                    const std::array<uint64_t, kPhases>& spent) override;
  void context_set(HartId, Cycles) override {}
  void ipi_sent(HartId, HartId, Cycles, Cycles) override {}
  void ipis_taken(HartId, Cycles) override {}
  void forked(ICpu& cpu, Pid child) override;
  void fault_counted(ICpu& cpu, VirtAddr va, FaultKind kind) override;
  void ended(ICpu& cpu, Pid pid, bool killed) override;

 private:
  // Of two harts the earlier is the first, whichever the host runs first.
  void note(const ICpu& cpu, std::optional<Event>& first) const;

  std::vector<std::optional<Cycles>> entries_;  // by hart: of the last trap
  std::vector<std::optional<Cycles>> traps_;    // of the last that was no interrupt
  std::optional<Event> fork_, cow_fault_, exit_;
};

}  // namespace cowmmu
