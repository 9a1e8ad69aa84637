// SPDX-License-Identifier: Apache-2.0
// MiniKernel: runs user programs without memory and without time, under a random schedule. It knows
// processes, threads and waiting, and keeps every operation for the test to look at.
#pragma once

#include <functional>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/program.h"
#include "os/syscall.h"

namespace cowmmu::trace {

class MiniKernel {
 public:
  struct Done {
    uint64_t pid;
    uint64_t tid;
    Op op;
  };
  // Called for each operation; may be used to keep or count them.
  using Watch = std::function<void(const Done&)>;

  MiniKernel(uint64_t seed, Watch watch) : random_(seed), watch_(std::move(watch)) {}

  // Programs whose n-th fork (from 1) fails.
  void fail_fork(uint64_t n) { failing_fork_ = n; }

  // Runs the program as process 1 until every thread has ended. Returns "" or what went wrong.
  std::string run(std::unique_ptr<IProgram> root) {
    add(1, 1, std::move(root));
    while (true) {
      std::vector<size_t> ready;
      for (size_t t = 0; t < threads_.size(); ++t)
        if (is_ready(threads_[t])) ready.push_back(t);
      if (ready.empty()) break;
      const size_t t = ready[random_() % ready.size()];
      for (uint64_t burst = 1 + random_() % kMaxBurst; burst > 0 && is_ready(threads_[t]); --burst)
        step(t);
    }
    for (const Thread& t : threads_)
      if (!t.ended) return "thread " + std::to_string(t.tid) + " sleeps for ever";
    return "";
  }
  const std::vector<std::pair<uint64_t, uint64_t>>& exits() const { return exits_; }  // pid, code

 private:
  static constexpr uint64_t kMaxBurst = 2000;
  struct Thread {
    uint64_t pid = 0;
    uint64_t tid = 0;
    std::unique_ptr<IProgram> program;
    OpResult result;
    bool ended = false;
    bool parked = false;
    uint64_t waits_for = 0;  // a process's end
    uint64_t lent_to = 0;    // a vforked child's exec or end
  };

  bool is_ready(const Thread& t) const {
    return !t.ended && !t.parked && t.lent_to == 0 &&
           (t.waits_for == 0 || dead_.contains(t.waits_for));
  }
  void add(uint64_t pid, uint64_t tid, std::unique_ptr<IProgram> program) {
    threads_.push_back({});
    threads_.back().pid = pid;
    threads_.back().tid = tid;
    threads_.back().program = std::move(program);
  }
  void step(size_t index) {
    threads_[index].waits_for = 0;
    const Op op = threads_[index].program->next(threads_[index].result);
    threads_[index].result = {};
    watch_({threads_[index].pid, threads_[index].tid, op});
    if (op.kind == OpKind::kSyscall) syscall(index, op);
  }
  void syscall(size_t index, const Op& op) {
    const uint64_t pid = threads_[index].pid;
    switch (static_cast<Sys>(op.number)) {
      case Sys::kFork:
      case Sys::kVfork:
        return fork(index, static_cast<Sys>(op.number) == Sys::kVfork);
      case Sys::kThreadCreate:
        threads_[index].result.value = ++next_tid_;
        return add(pid, next_tid_, threads_[index].program->start_thread(op.args[0]));
      case Sys::kExec:
        return end_threads(pid, index);
      case Sys::kExit:
        dead_.insert(pid);
        exits_.emplace_back(pid, op.args[0]);
        return end_threads(pid, SIZE_MAX);
      case Sys::kThreadExit:
        threads_[index].ended = true;
        return;
      case Sys::kWait:
        threads_[index].waits_for = op.args[0];
        return;
      case Sys::kPark:
        threads_[index].parked = true;
        return;
      default:
        return;
    }
  }
  void fork(size_t index, bool lend) {
    if (++forks_ == failing_fork_) {
      threads_[index].result.error = static_cast<uint32_t>(SysError::kNoMemory);
      return;
    }
    const uint64_t child = ++next_pid_;
    threads_[index].result.value = child;
    threads_[index].lent_to = lend ? child : 0;
    add(child, child, threads_[index].program->clone());
  }
  // Ends a process's threads but one, and gives a lent address space back.
  void end_threads(uint64_t pid, size_t survivor) {
    for (size_t t = 0; t < threads_.size(); ++t) {
      threads_[t].lent_to = threads_[t].lent_to == pid ? 0 : threads_[t].lent_to;
      if (threads_[t].pid == pid && t != survivor) threads_[t].ended = true;
    }
  }

  std::mt19937_64 random_;
  Watch watch_;
  std::vector<Thread> threads_;
  std::set<uint64_t> dead_;
  std::vector<std::pair<uint64_t, uint64_t>> exits_;
  uint64_t next_pid_ = 1;
  uint64_t next_tid_ = kFirstThreadTid;
  uint64_t forks_ = 0;
  uint64_t failing_fork_ = 0;
};

}  // namespace cowmmu::trace
