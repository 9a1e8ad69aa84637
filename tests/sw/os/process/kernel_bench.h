// SPDX-License-Identifier: Apache-2.0
// A kernel on a fake machine with fake memory, and programs written as lists of steps.
#pragma once

#include <functional>

#include "fake_memory.h"
#include "os/kernel.h"
#include "os/shootdown/policies.h"

namespace cowmmu::test {

// A program as steps. Each step is called once, with the result of the operation before, and says
// what to do next; the last step should end the thread. fork continues with the following step on
// both sides; start_thread(n) begins thread program n.
class Script : public IProgram {
 public:
  using Step = std::function<Op(const OpResult&)>;
  using Threads = std::vector<std::vector<Step>>;
  explicit Script(Threads threads, size_t which = 0)
      : threads_(std::make_shared<const Threads>(std::move(threads))), which_(which) {}

  Op next(const OpResult& last) override { return threads_->at(which_).at(at_++)(last); }
  std::unique_ptr<IProgram> clone() const override { return std::make_unique<Script>(*this); }
  std::unique_ptr<IProgram> start_thread(uint64_t argument) const override {
    auto thread = std::make_unique<Script>(*this);
    thread->which_ = argument;
    thread->at_ = 0;
    return thread;
  }

 private:
  std::shared_ptr<const Threads> threads_;
  size_t which_;
  size_t at_ = 0;
};

inline Op sys(Sys number, uint64_t a0 = 0, uint64_t a1 = 0) {
  return Op::syscall(static_cast<uint32_t>(number), {a0, a1, 0, 0});
}
// A step that makes this call whatever the result before.
inline Script::Step then(Sys number, uint64_t a0 = 0, uint64_t a1 = 0) {
  return [=](const OpResult&) { return sys(number, a0, a1); };
}
inline Script::Step compute(uint64_t cycles) {
  return [=](const OpResult&) { return Op::compute(cycles); };
}

struct KernelBench : IKernelHost {
  KernelBench(uint64_t harts, uint64_t seed = 1, uint64_t jitter = 0,
              const std::function<void(Params&)>& change = {});

  // True: all processes ended. False: nothing can happen any more, or the machine deadlocked.
  bool run(std::unique_ptr<IProgram> init);
  bool run(Script::Threads threads) { return run(std::make_unique<Script>(std::move(threads))); }

  void mark(ICpu&) override { ++marks; }
  std::vector<Tid> ended(ICpu&, const EndReport& report) override {
    reports.push_back(report);
    return {};
  }
  void all_processes_ended(ICpu&) override { machine.stop(); }

  Params params;
  FakeMachine machine;
  FakeMemory memory;
  KernelArena arena{kArenaBegin, kArenaEnd};
  OsCounters counters;
  PhysicalLayout layout{PhysAddr(0x80000000), 4 << 20};
  FrameAllocator frames;
  std::unique_ptr<IShootdownPolicy> shootdown;
  MemoryManager manager;
  Kernel kernel;
  std::vector<EndReport> reports;
  uint64_t marks = 0;
};

}  // namespace cowmmu::test
