// SPDX-License-Identifier: Apache-2.0
// BackOff: when to try again what was refused: soon at first, then ever more rarely.
#pragma once

#include <chrono>

namespace cowmmu {

class BackOff {
 public:
  // `first_pause`: seconds before the second try; each pause is twice the one before, up to a
  // minute.
  explicit BackOff(double first_pause) : first_pause_(first_pause), pause_(first_pause) {}

  // A try failed. One that does not count has reason to hope that another will do.
  void fail(bool counts);
  void succeed();

  bool is_used_up() const { return tries_ >= kMaxTries; }
  // Seconds until the next try; 0: it is due.
  double remaining() const;

 private:
  static constexpr int kMaxTries = 10;
  static constexpr double kLongestPause = 60;
  using Clock = std::chrono::steady_clock;

  double first_pause_, pause_;
  int tries_ = 0;
  Clock::time_point due_{};
};

}  // namespace cowmmu
