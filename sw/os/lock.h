// SPDX-License-Identifier: Apache-2.0
// Kernel locks: words in simulated memory, taken by atomics through the directory, so that the
// order of takers is the simulated one and costs what its cache-line transfers cost. A taker that
// must wait takes IPIs meanwhile (if interrupts are on). All of it is charged to Phase::kLock.
// os.cost.locks = free drops a lock's own cost (its atomics), never the waiting: an uncontended
// take or drop is then no access and no cycle; a hand-over to a waiter is one store and its reload.
// Timing: stated at each function, as accesses of an uncontended call; each also spends
//   `own_cost` (os.cost.lock) once. A taker that waits adds one load a change of its word.
// Parameters: os.cost.lock, os.cost.locks. Twin: none. Tests: tests/sw/os/process/lock_test.cpp.
#pragma once

#include <deque>
#include <optional>

#include "os/cpu.h"

namespace cowmmu {

// The free variant's queue: host words that are touched only right after ICpu::synchronise(), which
// puts the takers in simulated order. Grants are in order of arrival, so one number tells them all.
class FreeLockQueue {
 public:
  struct Entry {
    uint64_t ticket = 0;
    bool granted = false;
  };
  Entry enter(bool exclusive);
  // The new number of grants, if someone who waits was let in: every ticket below it holds.
  std::optional<uint64_t> leave();

 private:
  bool admits(bool exclusive) const { return holders_ == 0 || (!exclusive && !exclusive_); }
  void admit(bool exclusive);

  uint64_t next_ = 0, grants_ = 0, holders_ = 0;
  bool exclusive_ = false;
  std::deque<bool> waiting_;  // what each waits for: exclusive or shared
};

// A ticket lock: first come, first served. Not recursive. One cache line at `line`:
// word 0 next ticket, word 1 ticket served. The other words are the user's.
class SpinLock {
 public:
  SpinLock(PhysAddr line, Cycles own_cost, bool free_of_cost);
  void lock(ICpu& cpu);    // 1 atomic, 1 load
  void unlock(ICpu& cpu);  // 1 store

 private:
  PhysAddr line_;
  Cycles own_cost_;
  bool free_;
  uint64_t ticket_ = 0;  // the holder's: guarded by the lock itself
  FreeLockQueue queue_;  // free variant only
};

// Readers share, a writer excludes; fair in order of arrival (a waiting writer stops new readers).
// One cache line at `line`: word 0 next ticket, word 1 the ticket that may enter as a reader, word
// 2 the ticket that may enter as a writer (the ticket read-write lock of Mellor-Crummey and Scott's
// family, as in Linux's former x86 rwlocks).
class RwLock {
 public:
  RwLock(PhysAddr line, Cycles own_cost, bool free_of_cost);
  void lock_read(ICpu& cpu);     // 1 atomic, 1 load, 1 store
  void unlock_read(ICpu& cpu);   // 1 atomic
  void lock_write(ICpu& cpu);    // 1 atomic, 1 load
  void unlock_write(ICpu& cpu);  // 1 store, 1 atomic

 private:
  PhysAddr line_;
  Cycles own_cost_;
  bool free_;
  uint64_t ticket_ = 0;  // the writer's: guarded by the lock itself
  FreeLockQueue queue_;  // free variant only
};

template <class Lock>
class LockGuard {
 public:
  LockGuard(ICpu& cpu, Lock& lock) : cpu_(cpu), lock_(lock) { lock_.lock(cpu_); }
  ~LockGuard() { lock_.unlock(cpu_); }
  LockGuard(const LockGuard&) = delete;
  LockGuard& operator=(const LockGuard&) = delete;

 private:
  ICpu& cpu_;
  Lock& lock_;
};

}  // namespace cowmmu
