// SPDX-License-Identifier: Apache-2.0
// unmap_threads: threads of one process that map, touch and unmap pages of their own, round after
// round: every unmap has to shoot down the translations on all harts that run the process.
// Warming is one such round of the first thread, before the mark.
#include "programs/prologue.h"
#include "programs/registry.h"

namespace cowmmu {
namespace {

class UnmapThreads : public IProgram {
 public:
  UnmapThreads(const UnmapThreadsConfig& config, const CommonConfig& common)
      : config_(config), rounds_(common.warm == Warm::kNo ? 0 : 1) {}

  Op next(const OpResult& last) override {
    if (step_ != Step::kBetween) return work(last);
    if (rounds_ != 0) {
      --rounds_;
      step_ = Step::kMapped;
      return map_call(config_.pages);
    }
    if (created_ == 0) {
      created_ = 1;
      return call(Sys::kMark);
    }
    if (created_ < config_.threads) return call(Sys::kThreadCreate, created_++);
    if (begun_) return call(Sys::kThreadExit);  // the last one ends the process
    begin();
    return next(last);
  }

  std::unique_ptr<IProgram> clone() const override { return std::make_unique<UnmapThreads>(*this); }
  std::unique_ptr<IProgram> start_thread(uint64_t) const override {
    auto thread = std::make_unique<UnmapThreads>(*this);
    thread->begin();
    return thread;
  }

 private:
  enum class Step : uint8_t { kBetween, kMapped, kTouch };

  void begin() {
    begun_ = true;
    created_ = config_.threads;
    rounds_ = config_.rounds;
    step_ = Step::kBetween;
  }

  Op work(const OpResult& last) {
    if (step_ == Step::kMapped) {
      if (last.error != 0) return give_up();
      base_ = VirtAddr(last.value);
      touched_ = 0;
      step_ = Step::kTouch;
    }
    if (touched_ < config_.pages) {
      const VirtAddr va(base_.value + touched_ * kPageBytes);
      ++touched_;
      return Op::store(va, stored_value(touched_, rounds_));
    }
    step_ = Step::kBetween;
    return call(Sys::kMunmap, base_.value, config_.pages * kPageBytes);
  }

  UnmapThreadsConfig config_;
  uint64_t rounds_;       // still to do
  uint64_t created_ = 0;  // threads, this one included; 0: before the mark
  VirtAddr base_{};
  uint64_t touched_ = 0;
  Step step_ = Step::kBetween;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<IProgram> make_unmap_threads(const UnmapThreadsConfig& config,
                                             const CommonConfig& common) {
  return std::make_unique<UnmapThreads>(config, common);
}

}  // namespace cowmmu
