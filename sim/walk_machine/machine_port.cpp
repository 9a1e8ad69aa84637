// SPDX-License-Identifier: Apache-2.0
#include "walk_machine/machine_port.h"

#include "hart/atomic_op.h"
#include "machine/machine.h"

namespace cowmmu {
namespace {

class MachinePort final : public IMeasuredPort, private ITrapHandler {
 public:
  MachinePort(const Params& params, FrameStore& store, const BackedRange& backed)
      : backed_(backed), machine_("machine", params, {}, store, *this) {}

  void run(const std::function<void()>& body) override {
    body_ = &body;
    machine_.run();
  }
  uint64_t read_pte(PhysAddr pa) override { return hart().load(pa); }
  bool compare_swap_pte(PhysAddr pa, uint64_t expected, uint64_t desired) override {
    return hart().atomic(pa, CompareSwap(expected, desired)) == expected;
  }
  bool backed(PhysAddr pa) const override { return backed_.contains_word(pa); }
  void spend(Cycles cycles) override { hart().spend(cycles); }
  Cycles now() const override { return machine_.hart(HartId(0)).now(); }

 private:
  Hart& hart() { return machine_.hart(HartId(0)); }

  void boot(Hart& hart) override {
    if (hart.id() == HartId(0)) (*body_)();
  }
  void idle(Hart& hart) override { hart.idle(); }
  // Nobody runs user code, so nothing of this happens.
  void page_fault(Hart&, Cause, VirtAddr) override {}
  void syscall(Hart&, const Op&) override {}
  void ipi(Hart&) override {}
  void timer(Hart&) override {}

  BackedRange backed_;
  const std::function<void()>* body_ = nullptr;
  mutable Machine machine_;
};

}  // namespace

MakeWalkPort machine_port(const Params& params) {
  return [params](FrameStore& store, const BackedRange& backed) {
    return std::make_unique<MachinePort>(params, store, backed);
  };
}

}  // namespace cowmmu
