// SPDX-License-Identifier: Apache-2.0
// VerilatedDut: a Verilated module V with its clock clk_i and reset rst_ni. Registers that no reset
// reaches begin with random values, drawn from the seed.
// A cycle: set the inputs, then cycle().
#pragma once

#include <verilated.h>

#include <cstdint>
#include <memory>

#include "common/rtl_wave.h"

namespace cowmmu {

template <class V>
class VerilatedDut {
 public:
  explicit VerilatedDut(uint64_t seed) {
    context_->randReset(2);
    context_->randSeed(static_cast<int>(seed & 0x7fffffff) | 1);
    top_ = std::make_unique<V>(context_.get(), "");
  }
  ~VerilatedDut() {
    // Its scopes leave the thread's context (Verilator 5.006), which may be that of another module.
    Verilated::threadContextp(context_.get());
    top_->final();
  }
  VerilatedDut(const VerilatedDut&) = delete;
  VerilatedDut& operator=(const VerilatedDut&) = delete;

  V& ports() { return *top_; }
  const V& ports() const { return *top_; }
  const auto& inside() const { return *top_->rootp; }  // what a .vlt file made readable
  VerilatedContext& context() { return *context_; }

  // From here on every cycle is shown: its second half, with the inputs, and its edge. Only of a V
  // that was Verilated with TRACE.
  void open_wave(WaveSink sink) {
    wave_ = std::make_unique<RtlWave>(*top_, *context_, std::move(sink));
  }
  // Where the wave shows the next cycle, in picoseconds.
  struct Shown {
    uint64_t half = 0, edge = 0;
  };
  void show_at(const Shown& shown) { shown_ = shown; }

  // Inputs reach the outputs. More of them may come in this cycle.
  void look() {
    top_->clk_i = 0;
    top_->eval();
  }
  void settle() {
    look();
    show();
  }
  void edge() {
    top_->clk_i = 1;
    top_->eval();
    context_->timeInc(1);
    if (wave_ != nullptr) wave_->dump(shown_.edge);
  }
  // `outputs()` reads what the inputs make in this cycle; then its edge.
  template <class Outputs>
  auto cycle(Outputs outputs) {
    look();
    return looked(outputs);
  }
  // The same after look() with all inputs.
  template <class Outputs>
  auto looked(Outputs outputs) {
    show();
    const auto out = outputs();
    edge();
    return out;
  }
  // One cycle of reset; the inputs' valids must be low.
  void reset() {
    top_->rst_ni = 1;
    settle();
    top_->rst_ni = 0;
    settle();
    edge();
    top_->rst_ni = 1;
    settle();
  }

 private:
  void show() {
    if (wave_ != nullptr) wave_->dump(shown_.half);
  }

  std::unique_ptr<VerilatedContext> context_ = std::make_unique<VerilatedContext>();
  std::unique_ptr<V> top_;
  std::unique_ptr<RtlWave> wave_;  // nullptr: none
  Shown shown_;
};

}  // namespace cowmmu
