// SPDX-License-Identifier: Apache-2.0
// every_nth: forks; the child stores once into every nth page; the parent waits for it.
#include "extensions.h"
#include "programs/prologue.h"

namespace {

using namespace cowmmu;

class EveryNth : public IProgram {
 public:
  EveryNth(uint64_t pages, uint64_t nth, Warm warm) : prologue_(pages, warm), nth_(nth) {}

  // Maps and warms the pages, marks the begin of the measured part, and then ...
  Op next(const OpResult& last) override {
    if (!prologue_.done()) return prologue_.next(last);
    switch (step_) {
      case Step::kFork:
        step_ = Step::kForked;
        return call(Sys::kFork);
      case Step::kForked:
        if (last.error != 0) return give_up();
        step_ = last.value == 0 ? Step::kStore : Step::kExit;
        if (last.value != 0) return call(Sys::kWait, last.value);
        break;
      case Step::kStore:
      case Step::kExit:
        break;
    }
    if (step_ == Step::kExit || page_ >= prologue_.pages()) return call(Sys::kExit);
    const uint64_t page = page_;
    page_ += nth_;
    return Op::store(prologue_.page(page), stored_value(page, 1));
  }

  std::unique_ptr<IProgram> clone() const override { return std::make_unique<EveryNth>(*this); }
  std::unique_ptr<IProgram> start_thread(uint64_t) const override { return clone(); }

 private:
  enum class Step { kFork, kForked, kStore, kExit };

  Prologue prologue_;
  uint64_t nth_;
  uint64_t page_ = 0;
  Step step_ = Step::kFork;
};

}  // namespace

std::unique_ptr<cowmmu::IProgram> make_every_nth(const cowmmu::Workload& workload,
                                                 const cowmmu::CommonConfig& common) {
  return std::make_unique<EveryNth>(workload.integer("pages"), workload.integer("nth"),
                                    common.warm);
}
