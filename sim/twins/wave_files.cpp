// SPDX-License-Identifier: Apache-2.0
#include "twins/wave_files.h"

#include <cerrno>
#include <cstring>

#include "errors/errors.h"

namespace cowmmu {

WaveFiles::WaveFiles(const std::map<std::string, WaveFile>& files) {
  for (const auto& [block, file] : files) {
    Open& open = open_[block];
    open.file = file;
    open.stream.open(file.path, std::ios::binary | std::ios::trunc);
    if (!open.stream)
      throw InputError(file.shown.string() + ": cannot be written: " + std::strerror(errno));
  }
}

RtlWaves WaveFiles::sinks() {
  return [this](const std::string& block) -> WaveSink {
    const auto found = open_.find(block);
    if (found == open_.end()) return {};
    return [&stream = found->second.stream](std::string_view bytes) {
      stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    };
  };
}

void WaveFiles::finish() {
  for (auto& [block, open] : open_) {
    open.stream.close();
    if (!open.stream) throw RunError("writing failed: " + open.file.shown.string());
  }
}

}  // namespace cowmmu
