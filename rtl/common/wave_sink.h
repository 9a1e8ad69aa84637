// SPDX-License-Identifier: Apache-2.0
// WaveSink: takes a waveform's bytes as they are made.
#pragma once

#include <functional>
#include <string_view>

namespace cowmmu {

using WaveSink = std::function<void(std::string_view)>;

}  // namespace cowmmu
