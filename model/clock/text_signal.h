// SPDX-License-Identifier: Apache-2.0
// TextSignal: a word in a waveform, as ASCII in a bit vector, padded with blanks on the right:
// viewers show it as text without a table beside the file.
#pragma once

#include <string_view>
#include <systemc>

namespace cowmmu {

template <size_t kCharacters>
class TextSignal {
 public:
  explicit TextSignal(std::string_view text) { set(text); }

  void set(std::string_view text) {
    for (size_t i = 0; i < kCharacters; ++i) {
      const int high = static_cast<int>(8 * (kCharacters - i)) - 1;
      bits_.range(high, high - 7) =
          static_cast<uint64_t>(static_cast<unsigned char>(i < text.size() ? text[i] : ' '));
    }
  }
  void trace(sc_core::sc_trace_file* file, const std::string& name) const {
    sc_core::sc_trace(file, bits_, name);
  }

 private:
  sc_dt::sc_bv<8 * kCharacters> bits_;
};

}  // namespace cowmmu
