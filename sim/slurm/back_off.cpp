// SPDX-License-Identifier: Apache-2.0
#include "slurm/back_off.h"

#include <algorithm>

namespace cowmmu {

void BackOff::fail(bool counts) {
  if (counts) ++tries_;
  due_ = Clock::now() +
         std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(pause_));
  pause_ = std::min(kLongestPause, 2 * pause_);
}

void BackOff::succeed() { *this = BackOff(first_pause_); }

double BackOff::remaining() const {
  return std::max(0.0, std::chrono::duration<double>(due_ - Clock::now()).count());
}

}  // namespace cowmmu
