// SPDX-License-Identifier: Apache-2.0
#include "twins/wave_files.h"

namespace cowmmu {

WaveFiles::WaveFiles(const std::map<std::string, RecordFile>& files) {
  for (const auto& [block, file] : files) open_.try_emplace(block, file);
}

RtlWaves WaveFiles::sinks() {
  return [this](const std::string& block) -> WaveSink {
    const auto found = open_.find(block);
    if (found == open_.end()) return {};
    return [&output = found->second](std::string_view bytes) { output.write(bytes); };
  };
}

void WaveFiles::finish() {
  for (auto& [block, output] : open_) output.close();
}

}  // namespace cowmmu
