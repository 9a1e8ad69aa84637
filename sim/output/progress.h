// SPDX-License-Identifier: Apache-2.0
// Progress: one line on a terminal that says how far long work is; nothing anywhere else.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace cowmmu {

// "run 1200000/22902928, 410.0 k/s, 0:53 left"
std::string progress_line(const std::string& what, uint64_t done, uint64_t total, double seconds);

class Progress {
 public:
  // Shows lines where `enabled` and standard error is a terminal.
  Progress(std::string what, bool enabled);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Cheap to call often: redraws at most ten times a second. `total` 0: not known. `note` stands at
  // the end of the line.
  void update(uint64_t done, uint64_t total, const std::string& note = {});
  void clear();  // also a line that a child of this process has drawn

 private:
  using Clock = std::chrono::steady_clock;
  std::string what_;
  bool enabled_;
  bool shown_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point last_{};
};

}  // namespace cowmmu
