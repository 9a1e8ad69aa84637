// SPDX-License-Identifier: Apache-2.0
// InterruptWatch: while it lives, SIGINT, SIGTERM and SIGHUP become readable on a descriptor, so
// that an interrupted program unwinds: children end and temporary files go.
#pragma once

#include <signal.h>

#include <exception>

namespace cowmmu {

struct Interrupted : std::exception {
  explicit Interrupted(int number) : signal_number(number) {}
  const char* what() const noexcept override { return "interrupted"; }
  int signal_number;
};

class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  int descriptor() const { return descriptor_; }
  // Call when the descriptor is readable. Throws Interrupted.
  [[noreturn]] void raise();

 private:
  sigset_t before_{};
  int descriptor_ = -1;
};

}  // namespace cowmmu
