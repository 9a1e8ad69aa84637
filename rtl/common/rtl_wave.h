// SPDX-License-Identifier: Apache-2.0
// RtlWave: every signal of a Verilated module as a VCD, byte by byte to whoever keeps it. Times are
// picoseconds and ascend: what comes too early is shown a picosecond after what came before.
#pragma once

#include <verilated.h>
#include <verilated_vcd_c.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "common/wave_sink.h"

namespace cowmmu {

class RtlWave {
 public:
  // V was Verilated with TRACE.
  template <class V>
  RtlWave(V& top, VerilatedContext& context, WaveSink sink) : file_(std::move(sink)) {
    context.traceEverOn(true);
    top.trace(&vcd_, kAllLevels);
    vcd_.open("");
  }
  // The module as it is now.
  void dump(uint64_t picos) {
    last_ = std::max(picos, last_ + 1);
    vcd_.dump(last_);
  }

 private:
  static constexpr int kAllLevels = 99;

  class File : public VerilatedVcdFile {
   public:
    explicit File(WaveSink sink) : sink_(std::move(sink)) {}
    bool open(const std::string&) override { return true; }
    void close() override {}
    ssize_t write(const char* bytes, ssize_t count) override {
      sink_({bytes, static_cast<size_t>(count)});
      return count;
    }

   private:
    WaveSink sink_;
  };

  File file_;
  VerilatedVcdC vcd_{&file_};
  uint64_t last_ = 0;
};

}  // namespace cowmmu
