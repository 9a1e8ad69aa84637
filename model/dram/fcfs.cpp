// SPDX-License-Identifier: Apache-2.0
// First come, first served: every command belongs to the oldest request until it has its data.
#include "dram/scheduler.h"

namespace cowmmu {

namespace {

class Fcfs final : public IScheduler {
 public:
  size_t choose(std::span<const Candidate>) const override { return 0; }
};

}  // namespace

std::unique_ptr<IScheduler> make_fcfs() { return std::make_unique<Fcfs>(); }

}  // namespace cowmmu
