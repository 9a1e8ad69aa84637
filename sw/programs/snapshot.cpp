// SPDX-License-Identifier: Apache-2.0
// snapshot: as Redis saves its memory: a child reads every page once while the parent goes on
// serving requests, each one load or store of a key; keys are chosen by a zipf distribution and lie
// scattered over the pages. Each request's latency is one sample.
#include "programs/prologue.h"
#include "programs/registry.h"
#include "programs/zipf.h"

namespace cowmmu {
namespace {

class Snapshot : public IProgram {
 public:
  Snapshot(const SnapshotConfig& config, const CommonConfig& common)
      : config_(config),
        prologue_(config.pages, common.warm),
        random_(common.seed),
        zipf_(config.pages * config.keys, config.zipf) {}

  Op next(const OpResult& last) override {
    if (!prologue_.done()) return prologue_.next(last);
    switch (step_) {
      case Step::kFork:
        step_ = Step::kForked;
        return call(Sys::kFork);
      case Step::kForked:
        if (last.error != 0) return give_up();
        child_ = last.value;
        step_ = child_ == 0 ? Step::kScan : Step::kRequest;
        return next(last);
      case Step::kScan:
        return scanned_ < config_.pages ? Op::load(prologue_.page(scanned_++)) : call(Sys::kExit);
      default:
        return serve();
    }
  }

  std::unique_ptr<IProgram> clone() const override { return std::make_unique<Snapshot>(*this); }
  std::unique_ptr<IProgram> start_thread(uint64_t) const override { return clone(); }

 private:
  enum class Step : uint8_t { kFork, kForked, kScan, kRequest, kAccess, kAnswer, kEnd };

  Op serve() {
    switch (step_) {
      case Step::kRequest:
        if (served_ == config_.requests) {
          step_ = Step::kEnd;
          return call(Sys::kWait, child_);
        }
        step_ = Step::kAccess;
        return call(Sys::kRequestBegin);
      case Step::kAccess:
        step_ = Step::kAnswer;
        return access();
      case Step::kAnswer:
        ++served_;
        step_ = Step::kRequest;
        return call(Sys::kRequestEnd);
      default:
        return call(Sys::kExit);
    }
  }

  Op access() {
    const uint64_t key = Zipf::scatter(zipf_.rank(random_), config_.pages * config_.keys);
    const uint64_t page = key / config_.keys;
    const uint64_t stride = kPageBytes / config_.keys / 8 * 8;  // aligned words
    const VirtAddr va = prologue_.page(page) + VirtAddr(key % config_.keys * stride);
    if (random_.unit() < config_.writes) return Op::store(va, stored_value(key, served_ + 1));
    return Op::load(va);
  }

  SnapshotConfig config_;
  Prologue prologue_;
  Random random_;
  Zipf zipf_;
  uint64_t child_ = 0;
  uint64_t scanned_ = 0;
  uint64_t served_ = 0;
  Step step_ = Step::kFork;
};

}  // namespace

std::unique_ptr<IProgram> make_snapshot(const SnapshotConfig& config, const CommonConfig& common) {
  return std::make_unique<Snapshot>(config, common);
}

}  // namespace cowmmu
