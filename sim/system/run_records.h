// SPDX-License-Identifier: Apache-2.0
// RunRecords: what is written of a run while it runs: its waveform and its timeline.
#pragma once

#include <memory>
#include <vector>

#include "simulation.h"
#include "system/system.h"
#include "timeline/timeline.h"
#include "wave/waveform.h"

namespace cowmmu {

class RunRecords {
 public:
  // Throws InputError where a file cannot be written.
  RunRecords(const RunOptions& options, uint64_t harts, ProcessOf process_of);

  // Who wants to be told.
  std::vector<IOsObserver*> os_observers() const;
  std::vector<IMachineEvents*> machine_events() const;

  void start(System& system);
  // All files are complete. Throws RunError where they are not.
  void finish(System& system);

 private:
  template <class Interface>
  std::vector<Interface*> all() const;

  const RunOptions& options_;
  ProcessOf process_of_;
  std::unique_ptr<FirstEvents> first_;  // for the waveform's markers
  std::unique_ptr<Waveform> wave_;
  std::unique_ptr<Timeline> timeline_;
};

}  // namespace cowmmu
