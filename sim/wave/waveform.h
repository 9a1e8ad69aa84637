// SPDX-License-Identifier: Apache-2.0
// Waveform: a machine's waveform (VCD or FST) and its GTKWave view, for one run.
#pragma once

#include <filesystem>

#include "machine/machine.h"
#include "wave/first_events.h"
#include "wave/vcd_file.h"

namespace cowmmu {

class Waveform {
 public:
  struct Files {
    RecordFile wave;
    std::filesystem::path gtkw;
  };
  // Before the machine runs.
  Waveform(Files files, Machine& machine, const ProcessOf& process_of);
  // After it has run: both files are complete. Throws RunError where they are not.
  void finish(const FirstEvents& events);

 private:
  Files files_;
  Machine& machine_;
  VcdFile vcd_;
};

}  // namespace cowmmu
