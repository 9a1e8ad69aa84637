// SPDX-License-Identifier: Apache-2.0
#include "walk/fixed_port.h"

namespace cowmmu {
namespace {

class FixedPort final : public IMeasuredPort {
 public:
  FixedPort(FrameStore& store, const BackedRange& backed, Cycles access, Cycles atomic)
      : store_(store), backed_(backed), access_(access), atomic_(atomic) {}

  uint64_t read_pte(PhysAddr pa) override {
    now_ += access_;
    return store_.read64(pa);
  }
  bool compare_swap_pte(PhysAddr pa, uint64_t expected, uint64_t desired) override {
    now_ += access_ + atomic_;
    if (store_.read64(pa) != expected) return false;
    store_.write64(pa, desired);
    return true;
  }
  bool backed(PhysAddr pa) const override { return backed_.contains_word(pa); }
  void spend(Cycles cycles) override { now_ += cycles; }
  Cycles now() const override { return now_; }

 private:
  FrameStore& store_;
  BackedRange backed_;
  Cycles access_, atomic_, now_{};
};

}  // namespace

MakeWalkPort fixed_port(const Params& params) {
  const Cycles access(params.machine.access_cycles);
  const Cycles atomic(params.hart.atomic_cycles);
  return [access, atomic](FrameStore& store, const BackedRange& backed) {
    return std::make_unique<FixedPort>(store, backed, access, atomic);
  };
}

}  // namespace cowmmu
