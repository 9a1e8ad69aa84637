// SPDX-License-Identifier: Apache-2.0
// RunQueue: the threads that one hart could run, first come first served, and the hart's event
// word. One cache line in simulated memory: words 0-1 the lock, 2 head, 3 tail, 4 number of
// runnable threads (the running one included) and, in its upper half, of parked ones, 5 events that
// other harts have for this one. A parked thread only awaits its turn in a script: it counts as
// load where a place for a new thread is chosen. A thread's node holds the next node in its word 0.
// The host's deque mirrors the list; both are guarded by `lock`. Cost: push 1 load, 3 stores; pop
// of an empty queue 1 load, of another 2 loads and 1 store (2 when it was the last); remove 2
// loads, 1 load a node before it, 1 store (2 of the last node); count 1 load, 1 store.
#pragma once

#include <deque>
#include <utility>

#include "os/lock.h"
#include "os/process.h"

namespace cowmmu {

class RunQueue {
 public:
  RunQueue(PhysAddr line, SpinLock queue_lock) : lock(std::move(queue_lock)), line_(line) {}

  // With the lock held; none but count changes the numbers of threads.
  void push(ICpu& cpu, Thread& thread);
  Thread* pop(ICpu& cpu);
  void remove(ICpu& cpu, Thread& thread);
  static constexpr int64_t kOneRunnable = 1, kOneParked = 1LL << 32;
  void count(ICpu& cpu, int64_t change);

  // Without it: a single load; the answer may be old.
  uint64_t runnable(ICpu& cpu) const { return static_cast<uint32_t>(cpu.load(word(kThreads))); }
  uint64_t load(ICpu& cpu) const {
    const uint64_t threads = cpu.load(word(kThreads));
    return static_cast<uint32_t>(threads) + (threads >> 32);
  }
  PhysAddr events() const { return word(kEvents); }

  SpinLock lock;

 private:
  static constexpr uint64_t kHead = 2, kTail = 3, kThreads = 4, kEvents = 5;
  PhysAddr word(uint64_t index) const { return PhysAddr(line_.value + 8 * index); }

  PhysAddr line_;
  std::deque<Thread*> threads_;  // `lock`
};

}  // namespace cowmmu
