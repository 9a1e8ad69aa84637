// SPDX-License-Identifier: Apache-2.0
// fork_write: forks, and one side or both store once into a fraction of the pages. The workload
// that decides between copying at fork and copying on write. Who waits for whom: each writer starts
// when its own fork call has returned, and no process exits before both have written:
//   who = child:  child writes, exits.                      Parent waits.
//   who = parent: child parks, exits.                       Parent writes, unparks it, waits.
//   who = both:   child writes, unparks parent, parks, exits. Parent writes, parks, unparks it,
//   waits.
#include <cmath>
#include <numeric>
#include <vector>

#include "programs/prologue.h"
#include "programs/random.h"
#include "programs/registry.h"

namespace cowmmu {
namespace {

using Pages = std::vector<uint64_t>;

// The pages to write: the lowest, or a random choice in random order (Fisher-Yates, cut short).
Pages choose_pages(const ForkWriteConfig& config, uint64_t seed) {
  const auto count =
      static_cast<uint64_t>(std::floor(config.written * static_cast<double>(config.pages) + 0.5));
  Pages pages(config.pattern == WritePattern::kRandom ? config.pages : count);
  std::iota(pages.begin(), pages.end(), uint64_t{0});
  if (config.pattern == WritePattern::kRandom) {
    Random random(seed);
    for (uint64_t i = 0; i < count; ++i) {
      std::swap(pages[i], pages[i + random.below(config.pages - i)]);
    }
    pages.resize(count);
    pages.shrink_to_fit();
  }
  return pages;
}

class ForkWrite : public IProgram {
 public:
  ForkWrite(const ForkWriteConfig& config, const CommonConfig& common)
      : prologue_(config.pages, common.warm),
        who_(config.who),
        children_(config.children),
        pages_(std::make_shared<const Pages>(choose_pages(config, common.seed))) {}

  Op next(const OpResult& last) override {
    if (!prologue_.done()) return prologue_.next(last);
    if (step_ == Step::kForked) {
      if (last.error != 0) return give_up();
      choose_side(last.value);
    }
    if (step_ == Step::kWrite) {
      if (written_ < pages_->size()) return write();
      step_ = Step::kTail;
    }
    if (step_ == Step::kTail) {
      if (tail_at_ < tail_.size()) return tail_[tail_at_++];
      step_ = Step::kFork;
    }
    return fork_or_exit();
  }

  std::unique_ptr<IProgram> clone() const override { return std::make_unique<ForkWrite>(*this); }
  std::unique_ptr<IProgram> start_thread(uint64_t) const override { return clone(); }

 private:
  enum class Step : uint8_t { kFork, kForked, kWrite, kTail };

  Op fork_or_exit() {
    if (children_ == 0) return call(Sys::kExit);
    --children_;
    ++round_;
    step_ = Step::kForked;
    return call(Sys::kFork);
  }

  // What this side does: its writes, and the calls that follow them.
  void choose_side(uint64_t forked) {
    const bool child = forked == 0;
    tail_ = child ? child_tail() : parent_tail(forked);
    tail_at_ = 0;
    const bool writes = who_ == Writer::kBoth || (who_ == Writer::kChild) == child;
    written_ = writes ? 0 : pages_->size();
    step_ = Step::kWrite;
  }

  std::vector<Op> child_tail() const {
    std::vector<Op> tail;
    if (who_ == Writer::kBoth) tail.push_back(call(Sys::kUnpark, kInitTid));
    if (who_ != Writer::kChild) tail.push_back(call(Sys::kPark));
    tail.push_back(call(Sys::kExit));
    return tail;
  }

  // The child's first thread has its process's number.
  std::vector<Op> parent_tail(uint64_t child) const {
    std::vector<Op> tail;
    if (who_ == Writer::kBoth) tail.push_back(call(Sys::kPark));
    if (who_ != Writer::kChild) tail.push_back(call(Sys::kUnpark, child));
    tail.push_back(call(Sys::kWait, child));
    return tail;
  }

  Op write() {
    const uint64_t page = (*pages_)[written_++];
    return Op::store(prologue_.page(page), stored_value(page, round_));
  }

  Prologue prologue_;
  Writer who_;
  uint64_t children_;                   // still to be forked
  std::shared_ptr<const Pages> pages_;  // never changed: all processes read it
  uint64_t round_ = 0;
  uint64_t written_ = 0;
  std::vector<Op> tail_;
  size_t tail_at_ = 0;
  Step step_ = Step::kFork;
};

}  // namespace

std::unique_ptr<IProgram> make_fork_write(const ForkWriteConfig& config,
                                          const CommonConfig& common) {
  return std::make_unique<ForkWrite>(config, common);
}

}  // namespace cowmmu
