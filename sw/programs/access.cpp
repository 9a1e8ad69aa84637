// SPDX-License-Identifier: Apache-2.0
// access: threads that load and store 8-byte words of one region, by a pattern. Each thread makes
// `accesses` of them; the first creates the others. next() is on the path that must reach tens of
// millions of accesses a second, so the stream is a template parameter.
#include <algorithm>

#include "programs/access_patterns.h"
#include "programs/prologue.h"
#include "programs/registry.h"

namespace cowmmu {
namespace {

template <class Pattern>
class AccessProgram : public IProgram {
 public:
  AccessProgram(const AccessConfig& config, const CommonConfig& common)
      : config_(config),
        seed_(common.seed),
        prologue_((config.bytes + kPageBytes - 1) / kPageBytes, common.warm),
        pattern_(stream(0)),
        kinds_(common.seed, 1),
        store_limit_(static_cast<uint64_t>(config.stores * 0x1p32)) {}

  Op next(const OpResult& last) override {
    if (left_ != 0) [[likely]] {
      --left_;
      return access();
    }
    return outside(last);
  }

  std::unique_ptr<IProgram> clone() const override {
    return std::make_unique<AccessProgram>(*this);
  }

  std::unique_ptr<IProgram> start_thread(uint64_t argument) const override {
    auto thread = std::make_unique<AccessProgram>(*this);
    thread->pattern_ = Pattern(stream(argument));
    thread->kinds_ = Random(seed_, 2 * argument + 1);
    thread->begin();
    return thread;
  }

 private:
  Stream stream(uint64_t thread) const {
    return {std::max<uint64_t>(config_.bytes / 8, 1), thread, config_.threads, seed_,
            config_.exponent};
  }

  Op access() {
    const VirtAddr va(base_ + 8 * pattern_.next());
    if (store_limit_ != 0 && (kinds_.next() >> 32) < store_limit_) {
      return Op::store(va, left_);
    }
    Op op = Op::load(va);
    op.dependent = Pattern::kDependent;
    return op;
  }

  // Before and after the accesses of this thread.
  Op outside(const OpResult& last) {
    if (!prologue_.done()) return prologue_.next(last);
    if (created_ + 1 < config_.threads) return call(Sys::kThreadCreate, ++created_);
    if (!begun_) {
      begin();
      return next(last);
    }
    return call(Sys::kThreadExit);  // the last one ends the process
  }

  void begin() {
    begun_ = true;
    created_ = config_.threads;
    base_ = prologue_.base().value;
    left_ = config_.accesses;
  }

  AccessConfig config_;
  uint64_t seed_;
  Prologue prologue_;
  Pattern pattern_;
  Random kinds_;
  uint64_t store_limit_;  // of 2^32
  uint64_t base_ = 0;
  uint64_t left_ = 0;
  uint64_t created_ = 0;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<IProgram> make_access(const AccessConfig& config, const CommonConfig& common) {
  switch (config.pattern) {
    case AccessPattern::kSequential:
      return std::make_unique<AccessProgram<SequentialStream>>(config, common);
    case AccessPattern::kZipf:
      return std::make_unique<AccessProgram<ZipfStream>>(config, common);
    case AccessPattern::kChase:
      return std::make_unique<AccessProgram<ChaseStream>>(config, common);
    case AccessPattern::kUniform:
      break;
  }
  return std::make_unique<AccessProgram<UniformStream>>(config, common);
}

}  // namespace cowmmu
