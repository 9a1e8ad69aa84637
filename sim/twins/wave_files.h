// SPDX-License-Identifier: Apache-2.0
// WaveFiles: the waveforms of RTL blocks as files, one a block. Outlives the machine.
#pragma once

#include <map>
#include <string>

#include "twins/twins.h"
#include "wave/wave_output.h"

namespace cowmmu {

class WaveFiles {
 public:
  // By block (builds/machine_builds.h). Throws InputError where one cannot be written.
  explicit WaveFiles(const std::map<std::string, RecordFile>& files);

  // A block without a file has an empty sink.
  RtlWaves sinks();
  // When the machine is gone. Throws RunError where bytes were lost (a full disk).
  void finish();

 private:
  std::map<std::string, WaveOutput> open_;
};

}  // namespace cowmmu
