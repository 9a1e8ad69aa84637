// SPDX-License-Identifier: Apache-2.0
#include "fake_machine.h"

#include <algorithm>

namespace cowmmu::test {
namespace {

constexpr size_t kStackBytes = 256 * 1024;

}  // namespace

FakeMachine::FakeMachine(uint64_t harts, uint64_t seed, uint64_t jitter)
    : random_(seed), jitter_(jitter) {
  for (uint64_t h = 0; h < harts; ++h) {
    cpus_.push_back(std::make_unique<FakeCpu>(*this, HartId(h)));
  }
}

bool FakeMachine::run(const std::vector<std::function<void(ICpu&)>>& bodies) {
  for (size_t h = 0; h < cpus_.size(); ++h) {
    FakeCpu& cpu = *cpus_[h];
    cpu.body_ = [&cpu, body = h < bodies.size() ? bodies[h] : [](ICpu&) {}] { body(cpu); };
  }
  return loop();
}

bool FakeMachine::run_kernel(IKernelTraps& kernel) {
  kernel_ = &kernel;
  for (const auto& cpu : cpus_) cpu->body_ = [&cpu] { cpu->run(); };
  loop();
  return stopped_;
}

bool FakeMachine::run_until(IKernelTraps& kernel, uint32_t number) {
  kernel_ = &kernel;
  return run({[&, this](ICpu&) {
    FakeCpu& first = cpu(0);
    kernel.on_boot(first);
    for (bool made = false; !made;) {
      const UserContext* context = first.context_;
      first.user_step();
      made = context->op.kind == OpKind::kSyscall && context->op.number == number;
    }
  }});
}

void FakeMachine::enter(unsigned high, unsigned low) {
  auto* cpu = reinterpret_cast<FakeCpu*>(static_cast<uintptr_t>(high) << 32 | low);
  try {
    cpu->body_();
  } catch (const Stopped&) {
  } catch (...) {
    cpu->failure_ = std::current_exception();
  }
  cpu->done_ = true;
  swapcontext(&cpu->self_, &cpu->machine_.main_);
}

bool FakeMachine::loop() {
  for (const auto& cpu : cpus_) {
    cpu->done_ = false;
    cpu->stack_.resize(kStackBytes);
    getcontext(&cpu->self_);
    cpu->self_.uc_stack = {cpu->stack_.data(), 0, cpu->stack_.size()};
    const auto bits = reinterpret_cast<uintptr_t>(cpu.get());
    makecontext(&cpu->self_, reinterpret_cast<void (*)()>(&FakeMachine::enter), 2,
                static_cast<unsigned>(bits >> 32), static_cast<unsigned>(bits));
  }
  while (FakeCpu* cpu = next()) {
    swapcontext(&main_, &cpu->self_);
    if (cpu->failure_) std::rethrow_exception(cpu->failure_);
  }
  unwinding_ = stopped_;
  for (const auto& cpu : cpus_) {
    if (unwinding_ && !cpu->done_) swapcontext(&main_, &cpu->self_);
  }
  return std::ranges::all_of(cpus_, [](const auto& cpu) { return cpu->done_; });
}

FakeCpu* FakeMachine::next() {
  FakeCpu* best = nullptr;
  for (const auto& cpu : cpus_) {
    if (cpu->done_ || cpu->blocked_) continue;
    if (best == nullptr || cpu->now_ < best->now_) best = cpu.get();
  }
  return best;
}

void FakeMachine::changed(PhysAddr pa, Cycles at) {
  for (const auto& cpu : cpus_) {
    if (!cpu->blocked_ || !cpu->watch_ || cpu->watched_ != pa) continue;
    cpu->blocked_ = false;
    cpu->now_ = std::max(cpu->now_, at);
  }
}

void FakeMachine::yield(FakeCpu& cpu) { swapcontext(&cpu.self_, &main_); }

}  // namespace cowmmu::test
