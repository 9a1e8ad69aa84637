// SPDX-License-Identifier: Apache-2.0
// Scheduler: which thread runs where. A run queue a hart; threads stay on their hart until they are
// moved; new ones go where their maker says, or to the hart with the fewest runnable threads,
// lowest number first. A thread that its script parked counts as runnable there, as it has not
// asked the kernel for anything to wait for. It changes states and queues and tells harts; the
// context switch itself is kernel_switch.h's. Events for another hart: a bit in its event word,
// then an IPI unless one is already on its way. Cost: stated at each function; L is a take and a
// drop of a run queue's lock (lock.h), K the kick:
//   1 atomic and at most one IPI for another hart, nothing for the caller's own.
#pragma once

#include <utility>
#include <vector>

#include "os/kernel_arena.h"
#include "os/memory_parts.h"
#include "os/run_queue.h"

namespace cowmmu {

struct HartEvents {
  static constexpr uint64_t kReschedule = 1;  // a thread was queued
  static constexpr uint64_t kStop = 2;        // the running thread may be dying
};

class Scheduler {
 public:
  Scheduler(uint64_t harts, KernelArena& arena, const LockCosts& locks);

  uint64_t harts() const { return queues_.size(); }
  // One load a hart.
  HartId least_loaded(ICpu& cpu) const;
  // One load: whether `cpu` has a thread to run besides the one it runs (0) or any at all.
  uint64_t runnable(ICpu& cpu) const { return queues_[cpu.id().value].runnable(cpu); }

  // With the process table's lock held; `thread` sleeps or is about to. L, 2 loads, 4 stores, K; L
  // alone where its hart has not left it yet.
  void wake(ICpu& cpu, Thread& thread);
  // The thread's process ends or execs. True: it neither runs nor will. False: its hart will end
  // it.
  bool stop(ICpu& cpu, Thread& thread);
  // False: it runs. Otherwise it continues, queued or asleep, on `target`.
  bool move(ICpu& cpu, Thread& thread, HartId target);

  // By the hart itself, interrupts off.
  Thread* pick(ICpu& cpu);  // L and RunQueue::pop
  enum class Leave { kRequeue, kSleep, kPark };
  // After the switch away from `thread`. False: it must end now. Requeue: L, push; sleep: L, 1
  // load, 1 store, as where false is returned. Only then may the thread still be touched
  // afterwards.
  bool commit(ICpu& cpu, Thread& thread, Leave how);
  void retire(ICpu& cpu, Thread& thread);          // it ends: L, 1 load, 1 store
  bool is_dying(ICpu& cpu, const Thread& thread);  // L

  // Events for this hart since the last call. From others: 1 load, and 1 atomic if there are any;
  // from itself: free.
  uint64_t take_events(ICpu& cpu);
  uint64_t take_own_events(ICpu& cpu) { return std::exchange(own_events_[cpu.id().value], 0); }

 private:
  void kick(ICpu& cpu, HartId target, uint64_t event);
  void enqueue(ICpu& cpu, Thread& thread);

  std::vector<RunQueue> queues_;
  std::vector<uint64_t> own_events_;  // [h] touched by hart h alone
};

}  // namespace cowmmu
