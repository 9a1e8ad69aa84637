// SPDX-License-Identifier: Apache-2.0
// RunQueue: the threads that one hart could run, first come first served, and the hart's event
// word. One cache line in simulated memory: words 0-1 the lock, 2 head, 3 tail, 4 number of
// runnable threads (the running one included), 5 events that other harts have for this one. A
// thread's node holds the next node in its word 0. The host's deque mirrors the list; both are
// guarded by `lock`. Cost: push 1 load, 3 stores; pop of an empty queue 1 load, of another 2 loads
// and 1 store (2 when it was the last); remove 2 loads, 1 load a node before it, 1 store (2 of the
// last node); add_runnable 1 load, 1 store.
#pragma once

#include <deque>

#include "os/lock.h"
#include "os/process.h"

namespace cowmmu {

class RunQueue {
 public:
  RunQueue(PhysAddr line, SpinLock queue_lock) : lock(queue_lock), line_(line) {}

  // With the lock held; none but add_runnable changes the number of runnable threads.
  void push(ICpu& cpu, Thread& thread);
  Thread* pop(ICpu& cpu);
  void remove(ICpu& cpu, Thread& thread);
  void add_runnable(ICpu& cpu, int64_t change);

  // Without it: a single load; the answer may be old.
  uint64_t runnable(ICpu& cpu) const { return cpu.load(word(kRunnable)); }
  PhysAddr events() const { return word(kEvents); }

  SpinLock lock;

 private:
  static constexpr uint64_t kHead = 2, kTail = 3, kRunnable = 4, kEvents = 5;
  PhysAddr word(uint64_t index) const { return PhysAddr(line_.value + 8 * index); }

  PhysAddr line_;
  std::deque<Thread*> threads_;  // `lock`
};

}  // namespace cowmmu
