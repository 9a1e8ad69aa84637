// SPDX-License-Identifier: Apache-2.0
// VerilatedDut: a Verilated module V with its clock clk_i and reset rst_ni. Registers that no reset
// reaches begin with random values, drawn from the seed.
// A cycle: set the inputs, settle(), read the outputs, edge().
#pragma once

#include <verilated.h>

#include <cstdint>
#include <memory>

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

  // Inputs reach the outputs.
  void settle() {
    top_->clk_i = 0;
    top_->eval();
  }
  void edge() {
    top_->clk_i = 1;
    top_->eval();
    context_->timeInc(1);
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
  std::unique_ptr<VerilatedContext> context_ = std::make_unique<VerilatedContext>();
  std::unique_ptr<V> top_;
};

}  // namespace cowmmu
