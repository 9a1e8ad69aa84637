// SPDX-License-Identifier: Apache-2.0
// SplitMemory: page tables behind a port with several accesses under way. How long one takes
// depends on its address, so that they end in another order than they began.
#pragma once

#include <algorithm>
#include <vector>

#include "base/check.h"
#include "walker/fake_memory.h"

namespace cowmmu::test {

class SplitMemory final : public IWalkPort, private ISplitPort {
 public:
  static Cycles latency(PhysAddr pa, bool swap) {
    return Cycles(2 + pa.value / 8 * 2654435761U % 23 + (swap ? 7 : 0));
  }

  uint64_t read_pte(PhysAddr) override { return unreachable(), 0; }
  bool compare_swap_pte(PhysAddr, uint64_t, uint64_t) override { return unreachable(), false; }
  bool backed(PhysAddr) const override { return true; }
  void spend(Cycles cycles) override { now_ += cycles; }
  Cycles now() const override { return now_; }
  ISplitPort* split() override { return this; }

  // All that is under way, up to the port's time.
  void run() {
    while (mmu_ != nullptr && mmu_->next()->at <= now_) turn();
  }

  FakeMemory tables;
  std::vector<Cycles> looked_ahead_at;

 private:
  struct UnderWay {
    Cycles at;
    WordAccess access;
  };
  static void unreachable() { COWMMU_CHECK(false, "an MMU that splits its accesses"); }

  void attend(IBackground* mmu) override { mmu_ = mmu; }
  void start(const WordAccess& access, Cycles at) override {
    const UnderWay u{at + latency(access.pa, access.swap), access};
    under_way_.insert(std::ranges::upper_bound(under_way_, u.at, {}, &UnderWay::at), u);
  }
  void turn() override {
    const Cycles next = mmu_->next()->at;
    if (under_way_.empty() || under_way_.front().at > next) return mmu_->step();
    UnderWay u = under_way_.front();
    under_way_.erase(under_way_.begin());
    uint64_t& word = tables.words[u.access.pa.value];
    u.access.value = word;
    u.access.stored = u.access.swap && word == u.access.expected;
    if (u.access.stored) word = u.access.desired;
    mmu_->done(u.access, u.at);
  }
  void advance_to(Cycles t) override { now_ = std::max(now_, t); }
  void looked_ahead(Cycles at) override { looked_ahead_at.push_back(at); }

  Cycles now_{100};
  IBackground* mmu_ = nullptr;
  std::vector<UnderWay> under_way_;  // by their ends
};

}  // namespace cowmmu::test
