// SPDX-License-Identifier: Apache-2.0
#include "bind/untimed_user.h"

#include "tlb/tlb_entry.h"
#include "walker/walker.h"

namespace cowmmu {
namespace {

// Page-table memory without time.
class PlainPort : public IWalkPort {
 public:
  explicit PlainPort(FrameStore& frames) : frames_(frames) {}
  uint64_t read_pte(PhysAddr pa) override { return frames_.read64(pa); }
  bool compare_swap_pte(PhysAddr pa, uint64_t expected, uint64_t desired) override {
    if (frames_.read64(pa) != expected) return false;
    frames_.write64(pa, desired);
    return true;
  }
  bool backed(PhysAddr pa) const override { return frames_.contains(pa); }
  void spend(Cycles) override {}
  Cycles now() const override { return {}; }

 private:
  FrameStore& frames_;
};

class User {
 public:
  User(UntimedCpu& cpu, IKernelTraps& traps, FrameStore& frames, const MachineParams& machine,
       const UntimedAccess& seen)
      : cpu_(cpu),
        seen_(seen),
        traps_(traps),
        frames_(frames),
        port_(frames),
        walker_(without_caches(machine.walker)),
        adue_(machine.walker.adue) {}

  void execute(UserContext& context) {
    if (!context.pending) {
      context.op = context.program->next(context.result);
      context.pending = true;
    }
    switch (context.op.kind) {
      case OpKind::kCompute:
        return complete(context, 0);
      case OpKind::kSyscall:
        return traps_.on_syscall(cpu_, context.op);
      default:
        return access(context);
    }
  }

 private:
  // Nothing is remembered between two accesses, so no fence is missed.
  static WalkerParams without_caches(WalkerParams p) {
    p.pwc_entries = 0;
    return p;
  }
  static void complete(UserContext& context, uint64_t value) {
    context.result = {value, 0, Cycles(0)};
    context.pending = false;
  }

  void access(UserContext& context) {
    const Op& op = context.op;
    const Access access = op.kind == OpKind::kStore   ? Access::kStore
                          : op.kind == OpKind::kFetch ? Access::kFetch
                                                      : Access::kLoad;
    TranslationState state;
    state.satp = cpu_.satp();
    state.adue = adue_;
    const WalkResult r = walker_.walk({op.va, access, state}, port_);
    if (r.cause != Cause::kNone) return traps_.on_page_fault(cpu_, r.cause, op.va);
    const PhysAddr pa =
        TlbEntry::make(op.va, state.satp.asid, r.leaf, r.level, r.global).translate(op.va);
    if (op.kind == OpKind::kStore) frames_.write64(pa, op.value);
    const uint64_t value = op.kind == OpKind::kFetch ? 0 : frames_.read64(pa);
    if (seen_ && op.kind != OpKind::kFetch) seen_(cpu_, access, op.va, value);
    complete(context, op.kind == OpKind::kLoad ? value : 0);
  }

  UntimedCpu& cpu_;
  const UntimedAccess& seen_;
  IKernelTraps& traps_;
  FrameStore& frames_;
  PlainPort port_;
  Walker walker_;
  bool adue_;
};

}  // namespace

void run_untimed(UntimedCpu& cpu, IKernelTraps& traps, FrameStore& frames,
                 const MachineParams& machine, const UntimedRun& run) {
  User user(cpu, traps, frames, machine, run.access);
  while (cpu.context() != nullptr && !run.done()) user.execute(*cpu.context());
}

}  // namespace cowmmu
