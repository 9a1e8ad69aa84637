// SPDX-License-Identifier: Apache-2.0
// ScriptedOs: the smallest operating system for tests of the hardware: bare addresses, one program
// a hart, and system calls that are the hart's kernel services themselves. It logs what each hart
// saw and when.
#pragma once

#include <array>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "hart/atomic_op.h"
#include "machine/machine.h"

namespace cowmmu {

enum class Service : uint32_t {
  kAtomicAdd,
  kCopyPage,
  kZeroPage,
  kSendIpi,
  kWait,
  kSpend,
  kFence,
  kBroadcast,
  kAwaitFences,
  kDeviceCopy
};

class ScriptedOs : public ITrapHandler {
 public:
  using Programs = std::vector<std::unique_ptr<IProgram>>;
  explicit ScriptedOs(Programs programs) : programs_(std::move(programs)) {
    contexts_.resize(programs_.size());
    log_.resize(programs_.size());
    for (size_t h = 0; h < programs_.size(); ++h) contexts_[h].program = programs_[h].get();
  }

  void boot(Hart& hart) override { hart.set_context(&contexts_[hart.id().value]); }
  void page_fault(Hart&, Cause, VirtAddr) override { throw std::logic_error("bare mode faulted"); }
  void timer(Hart&) override {}
  void idle(Hart& hart) override { hart.idle(); }
  void ipi(Hart& hart) override { log(hart, "ipi", 0); }
  void syscall(Hart& hart, const Op& op) override {
    UserContext& context = contexts_[hart.id().value];
    const uint64_t value = serve(hart, op);
    log(hart, "call", value);
    context.result = {value, 0, hart.now()};
    context.pending = false;
  }
  void end(Hart& hart) { hart.set_context(nullptr); }

  // Everything that happened, hart by hart.
  std::string text() const {
    std::string all;
    for (const auto& lines : log_) all += lines;
    return all;
  }
  void log(const Hart& hart, const char* what, uint64_t value) {
    std::ostringstream line;
    line << hart.id().value << ' ' << hart.now().value << ' ' << what << ' ' << value << '\n';
    log_[hart.id().value] += line.str();
  }

 private:
  uint64_t serve(Hart& hart, const Op& op) {
    const PhysAddr pa(op.args[0]);
    switch (static_cast<Service>(op.number)) {
      case Service::kAtomicAdd:
        return hart.atomic(pa, Modify([&](uint64_t old) { return old + op.args[1]; }));
      case Service::kCopyPage:
        return hart.copy_page(ppn_of(pa), Ppn(op.args[1])), 0;
      case Service::kZeroPage:
        return hart.zero_page(ppn_of(pa)), 0;
      case Service::kDeviceCopy:
        return device_copy(hart, {.dst = ppn_of(pa), .src = Ppn(op.args[1])});
      case Service::kSendIpi:
        return hart.send_ipi(HartId(op.args[0])), 0;
      case Service::kWait:
        return hart.wait_for_change(pa, op.args[1]);
      case Service::kSpend:
        return hart.spend(Cycles(op.args[0])), 0;
      case Service::kFence:
        return hart.fence(Fence::all()), 0;
      case Service::kBroadcast:
        return hart.broadcast_fence(Fence::all()), 0;
      case Service::kAwaitFences:
        return hart.await_fences(), 0;
    }
    end(hart);
    return 0;
  }

  // Hands the order in and waits for its end.
  uint64_t device_copy(Hart& hart, CopyOrder order) {
    uint64_t& copies = device_copies_[hart.id().value];
    order.done = PhysAddr(Machine::kMemoryBase.value + 0x80000 + hart.id().value * kLineBytes);
    order.value = ++copies;
    hart.start_copy(order);
    return hart.wait_for_change(order.done, copies - 1);
  }

  Programs programs_;
  std::vector<UserContext> contexts_;
  std::vector<std::string> log_;
  std::array<uint64_t, 64> device_copies_{};
};

inline constexpr uint32_t kEndOfScript = 99;

}  // namespace cowmmu
