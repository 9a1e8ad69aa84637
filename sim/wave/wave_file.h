// SPDX-License-Identifier: Apache-2.0
// WaveFile: where a waveform goes that is written while the simulation runs. A name that ends in
// .fst asks for that format.
#pragma once

#include <filesystem>

namespace cowmmu {

struct WaveFile {
  std::filesystem::path path;   // where the bytes go
  std::filesystem::path shown;  // the file's name, in messages too
};

}  // namespace cowmmu
