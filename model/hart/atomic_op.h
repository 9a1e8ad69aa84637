// SPDX-License-Identifier: Apache-2.0
// The read-modify-writes of the A extension (and Zacas) that kernel code and walkers use.
#pragma once

#include "cache/hart_memory.h"

namespace cowmmu {

class CompareSwap : public IModify {
 public:
  CompareSwap(uint64_t expected, uint64_t desired) : expected_(expected), desired_(desired) {}
  uint64_t modify(uint64_t old) const override { return old == expected_ ? desired_ : old; }

 private:
  uint64_t expected_, desired_;
};

template <class Function>
class Modify : public IModify {
 public:
  explicit Modify(Function f) : f_(f) {}
  uint64_t modify(uint64_t old) const override { return f_(old); }

 private:
  Function f_;
};

}  // namespace cowmmu
