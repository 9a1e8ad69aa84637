// SPDX-License-Identifier: Apache-2.0
// CheckedRun: one system, its memory and, where asked for, the oracles, run to the end; then the
// audits: nothing leaked, every ledger closes, nothing sleeps for ever.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/scenario.h"
#include "oracle/oracles.h"
#include "system/observers.h"
#include "system/system.h"

namespace cowmmu {

class CheckedRun {
 public:
  struct Options {
    bool check = false;
    bool exact_step = false;
    const OsMutants* mutants = nullptr;
    RtlWaves rtl_waves{};
    std::function<std::vector<Tid>(const EndReport&)> on_end;
    // A process is being killed: its thread is still the hart's.
    std::function<void(const Thread*, Pid, KillReason, VirtAddr)> on_kill;
    std::vector<IOsObserver*> os_observers{};  // besides the oracles
    std::vector<IMachineEvents*> machine_events{};
  };
  CheckedRun(const Configuration& config, Options options);

  void run(std::unique_ptr<IProgram> init, bool untimed_to_mark);

  System& system() { return *system_; }
  const Oracles* oracles() const { return oracles_.get(); }  // nullptr where they do not run
  uint64_t leaked() const { return leaked_; }
  // What the oracles and the audits found; empty: nothing.
  std::vector<std::string> findings() const;

 private:
  class Kills;
  void start_oracles(System::Options& system);
  // Who is told is one of ours, or all of ours by one.
  void add_observers(System::Options& system);

  FrameStore memory_;
  Options options_;
  std::unique_ptr<IOsObserver> kills_;
  Observers observers_;
  MachineWatchers watchers_;
  std::unique_ptr<Oracles> oracles_;
  std::optional<System> system_;
  uint64_t leaked_ = 0;
};

}  // namespace cowmmu
