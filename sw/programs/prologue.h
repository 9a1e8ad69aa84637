// SPDX-License-Identifier: Apache-2.0
// Prologue: what every built-in workload does first: maps its memory, stores once into each page
// (unless warm is false), and marks the begin of the measured part. And the calls they share.
#pragma once

#include "base/program.h"
#include "programs/call.h"
#include "programs/workload_config.h"

namespace cowmmu {

class Prologue {
 public:
  Prologue(uint64_t pages, Warm warm) : pages_(pages), touched_(warm == Warm::kNo ? pages : 0) {}

  bool done() const { return step_ == Step::kDone; }
  // The next operation while not done(). After the last, done() holds.
  Op next(const OpResult& last);

  VirtAddr base() const { return base_; }
  VirtAddr page(uint64_t index) const { return VirtAddr(base_.value + index * kPageBytes); }
  uint64_t pages() const { return pages_; }

 private:
  enum class Step : uint8_t { kMap, kMapped, kTouch, kDone };

  uint64_t pages_;
  uint64_t touched_;
  VirtAddr base_{};
  Step step_ = Step::kMap;
};

// Value of a program's store number `count` to page `page`.
constexpr uint64_t stored_value(uint64_t page, uint64_t count) { return mix64(page, count); }

// The end of a program that was refused what it needs (memory for a fork).
inline Op give_up() { return call(Sys::kExit, 1); }
inline Op map_call(uint64_t pages) {
  return call(Sys::kMmap, 0, pages * kPageBytes, Prot::kRead | Prot::kWrite);
}
// Built-in workloads are the first process; its first thread has its number (syscall.h).
inline constexpr uint64_t kInitTid = 1;

}  // namespace cowmmu
