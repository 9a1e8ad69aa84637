// SPDX-License-Identifier: Apache-2.0
// Kernel locks: words in simulated memory, taken by atomics through the directory, so that the
// order of takers is the simulated one and costs what its cache-line transfers cost. A taker that
// must wait takes IPIs meanwhile. Waiting is charged to Phase::kLock.
// os.cost.locks = free drops a lock's own cost (its atomics), never the waiting.
#pragma once

#include "os/cpu.h"

namespace cowmmu {

// A ticket lock: first come, first served. Not recursive. One cache line at `line`:
// word 0 next ticket, word 1 ticket served.
class SpinLock {
 public:
  SpinLock(PhysAddr line, Cycles own_cost, bool free_of_cost);
  void lock(ICpu& cpu);
  void unlock(ICpu& cpu);

 private:
  PhysAddr line_;
  Cycles own_cost_;
  bool free_;
};

// Readers share, a writer excludes; fair in order of arrival (a waiting writer stops new readers).
class RwLock {
 public:
  RwLock(PhysAddr line, Cycles own_cost, bool free_of_cost);
  void lock_read(ICpu& cpu);
  void unlock_read(ICpu& cpu);
  void lock_write(ICpu& cpu);
  void unlock_write(ICpu& cpu);

 private:
  PhysAddr line_;
  Cycles own_cost_;
  bool free_;
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
