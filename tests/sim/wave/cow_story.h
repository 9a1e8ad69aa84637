// SPDX-License-Identifier: Apache-2.0
// CowStory: a program with two threads that forks and then stores into a shared page while its
// other thread holds the translation: the whole story of a COW fault, with a shootdown.
#pragma once

#include <vector>

#include "programs/call.h"

namespace cowmmu {

inline constexpr VirtAddr kStoryPage{0x40000000};

class CowStory : public IProgram {
 public:
  CowStory() : ops_(parent()) {}

  Op next(const OpResult& last) override {
    if (forked_ && std::exchange(forked_, false) && last.value == 0) {
      ops_ = {Op::compute(60000), Op::load(kStoryPage), exit_call()};
      at_ = 0;
    }
    const Op op = ops_.at(at_++);
    forked_ = op.kind == OpKind::kSyscall && op.number == static_cast<uint32_t>(Sys::kFork);
    return op;
  }
  std::unique_ptr<IProgram> clone() const override { return std::make_unique<CowStory>(*this); }
  std::unique_ptr<IProgram> start_thread(uint64_t) const override {
    auto thread = std::make_unique<CowStory>();
    thread->ops_.clear();
    for (int i = 0; i < 400; ++i) {
      thread->ops_.push_back(Op::compute(200));
      thread->ops_.push_back(i % 2 == 0 ? Op::load(kStoryPage) : Op::fetch(kStoryPage));
    }
    // A fault of its own, and a shootdown in the other direction.
    thread->ops_.push_back(Op::store(VirtAddr(kStoryPage.value + 70 * kPageBytes), 3));
    thread->ops_.push_back(call(Sys::kMunmap, kStoryPage.value + 70 * kPageBytes, kPageBytes));
    thread->ops_.push_back(call(Sys::kThreadExit));
    return thread;
  }

 private:
  static Op exit_call() { return call(Sys::kExit); }
  static std::vector<Op> parent() {
    std::vector<Op> ops = {call(Sys::kMark),
                           call(Sys::kMmap, kStoryPage.value, 71 * kPageBytes,
                                Prot::kRead | Prot::kWrite | Prot::kExec),
                           Op::store(kStoryPage, 1),
                           Op::load(kStoryPage),
                           Op::fetch(kStoryPage),
                           Op::fetch(kStoryPage),
                           call(Sys::kThreadCreate),
                           Op::compute(20000),
                           call(Sys::kFork),
                           Op::compute(2000),
                           Op::store(kStoryPage, 2)};
    // Enough pages for DRAM to write some back.
    for (uint64_t page = 1; page < 64; ++page)
      ops.push_back(Op::store(VirtAddr(kStoryPage.value + page * kPageBytes), page));
    ops.push_back(call(Sys::kWait));
    ops.push_back(exit_call());
    return ops;
  }

  std::vector<Op> ops_;
  size_t at_ = 0;
  bool forked_ = false;
};

}  // namespace cowmmu
