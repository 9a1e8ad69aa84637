// SPDX-License-Identifier: Apache-2.0
// BlockingWalks: a port that does one access at a time as the memory of an MMU that works cycle by
// cycle, while it has one walk at a time. An access is done at once and heard at its end.
#pragma once

#include <optional>

#include "base/check.h"
#include "walker/walk_port.h"

namespace cowmmu {

class BlockingWalks final : public ISplitPort {
 public:
  explicit BlockingWalks(IWalkPort& port) : port_(port) {}

  void attend(IBackground* mmu) override { mmu_ = mmu; }
  void start(const WordAccess& access, Cycles at) override {
    COWMMU_CHECK(!under_way_ && port_.now() == at, "one access at a time");
    under_way_ = access;
    if (access.swap)
      under_way_->stored = port_.compare_swap_pte(access.pa, access.expected, access.desired);
    else
      under_way_->value = port_.read_pte(access.pa);
    done_at_ = port_.now();
  }
  void turn() override {
    const Cycles at = mmu_->next()->at;
    if (under_way_ && done_at_ == at) {
      const WordAccess done = *under_way_;
      under_way_.reset();
      mmu_->done(done, at);
    }
    advance_to(at);
    mmu_->step();
  }
  void advance_to(Cycles t) override {
    if (port_.now() < t) port_.spend(t - port_.now());
  }
  void looked_ahead(Cycles /*at*/) override {}

 private:
  IWalkPort& port_;
  IBackground* mmu_ = nullptr;
  std::optional<WordAccess> under_way_;
  Cycles done_at_{};
};

}  // namespace cowmmu
