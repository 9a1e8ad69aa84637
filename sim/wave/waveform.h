// SPDX-License-Identifier: Apache-2.0
// Waveform: a machine's VCD and its GTKWave view, for one run.
#pragma once

#include <filesystem>
#include <string>

#include "machine/machine.h"
#include "wave/vcd_file.h"

namespace cowmmu {

class Waveform {
 public:
  struct Files {
    std::filesystem::path vcd;  // where the bytes go
    std::filesystem::path gtkw;
    std::string shown_vcd;  // the name under which the VCD will stand beside the view
  };
  // Before the machine runs.
  Waveform(Files files, Machine& machine, const ProcessOf& process_of);
  // After it has run: both files are complete. Throws RunError where they are not.
  void finish();

 private:
  Files files_;
  VcdFile vcd_;
};

}  // namespace cowmmu
