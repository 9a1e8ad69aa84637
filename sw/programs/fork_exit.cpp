// SPDX-License-Identifier: Apache-2.0
// fork_exit: forks children that exit at once, one after another: the fork itself and its undoing.
#include "programs/prologue.h"
#include "programs/registry.h"

namespace cowmmu {
namespace {

class ForkExit : public IProgram {
 public:
  ForkExit(const ForkExitConfig& config, const CommonConfig& common)
      : prologue_(config.pages, common.warm), children_(config.children) {}

  Op next(const OpResult& last) override {
    if (!prologue_.done()) return prologue_.next(last);
    if (forking_) {
      forking_ = false;
      if (last.error != 0) return give_up();
      if (last.value == 0) return call(Sys::kExit);
      return call(Sys::kWait, last.value);
    }
    if (children_ == 0) return call(Sys::kExit);
    --children_;
    forking_ = true;
    return call(Sys::kFork);
  }

  std::unique_ptr<IProgram> clone() const override { return std::make_unique<ForkExit>(*this); }
  std::unique_ptr<IProgram> start_thread(uint64_t) const override { return clone(); }

 private:
  Prologue prologue_;
  uint64_t children_;     // still to be forked
  bool forking_ = false;  // the operation before was the fork: `last` says which side this is
};

}  // namespace

std::unique_ptr<IProgram> make_fork_exit(const ForkExitConfig& config, const CommonConfig& common) {
  return std::make_unique<ForkExit>(config, common);
}

}  // namespace cowmmu
