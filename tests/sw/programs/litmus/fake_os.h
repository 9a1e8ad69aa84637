// SPDX-License-Identifier: Apache-2.0
// FakeOs: runs a litmus test's programs on FakeMemory, one operation at a time. Which thread goes
// next is a seeded choice: the result must not depend on it.
#pragma once

#include <memory>
#include <random>
#include <vector>

#include "fake_memory.h"
#include "programs/litmus/conductor.h"

namespace cowmmu::litmus {

class FakeOs final : public ILitmusProbe {
 public:
  FakeOs(const LitmusTest& test, uint64_t seed);
  TestResult run();
  uint64_t live_processes() const;

  uint64_t counter(Counter counter) override;
  PageView page(Pid process, VirtAddr va) override;
  void leave_frames(uint64_t frames) override { memory_.left = frames; }
  Pid process_of(const IProgram& program) override;

 private:
  struct Process {
    Pid pid, parent;
    std::shared_ptr<FakeSpace> space;
    bool ended = false, reaped = false;
  };
  struct Thread {
    Tid tid;
    size_t process = 0;
    std::unique_ptr<IProgram> program;
    OpResult result;
    uint64_t hart = 0;
    bool ended = false, parked = false, permit = false;
    Pid waits_for{};  // wait
    Pid vforked{};    // until this child execs or exits
  };

  bool ready(const Thread& thread) const;
  void step(Thread& thread);
  void system_call(Thread& thread, const Op& op);
  void ordering_call(Thread& thread, const Op& op);
  void fork(Thread& thread, bool vfork, uint64_t wanted);
  void create_thread(Thread& thread, uint64_t argument, uint64_t wanted);
  void exec(Thread& thread);
  void end_process(const Thread& thread, std::optional<KillReason> reason);
  void end_thread(Thread& thread);
  void unpark(Tid tid);
  void unpark(const std::vector<Tid>& tids);
  void resume_parent_of(Pid child);
  uint64_t place(uint64_t wanted) const;  // as the system calls: hart plus one, 0: any
  Thread& add_thread(Tid tid, size_t process, std::unique_ptr<IProgram> program, uint64_t hart);

  const LitmusTest& test_;
  FakeMemory memory_;
  Conductor conductor_;
  std::mt19937_64 random_;
  std::vector<std::unique_ptr<Process>> processes_;
  std::vector<std::unique_ptr<Thread>> threads_;
  uint64_t forks_ = 0, next_tid_ = kFirstThreadTid, steps_ = 0;
};

}  // namespace cowmmu::litmus
