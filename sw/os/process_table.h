// SPDX-License-Identifier: Apache-2.0
// ProcessTable: all processes and threads, who is whose child, who waits for what. One lock guards
// it all (as Linux's tasklist_lock does); it is held briefly, never across a flush or a sleep.
// Cost: stated at each function. Processes and threads have a line each from the kernel arena.
#pragma once

#include <map>

#include "os/kernel_arena.h"
#include "os/memory_parts.h"
#include "os/process.h"

namespace cowmmu {

class ProcessTable {
 public:
  ProcessTable(KernelArena& arena, const LockCosts& locks);

  SpinLock lock;

  // The number of the next process. Takes the lock; 1 load, 1 store. A fork that fails uses it up.
  Pid reserve_pid(ICpu& cpu);

  // Not yet visible to anybody: a line each, 1 store into it.
  std::unique_ptr<Process> make_process(ICpu& cpu, Pid pid, std::shared_ptr<SpaceUse> memory);
  std::unique_ptr<Thread> make_thread(ICpu& cpu, Process& process,
                                      std::unique_ptr<IProgram> program);

  // All that follows: with the lock held.
  Process& insert(ICpu& cpu, std::unique_ptr<Process> process, Process* parent);  // 1 or 2 stores
  // A process's first thread has its process's number.
  Thread& insert(ICpu& cpu, std::unique_ptr<Thread> thread);  // 1 store
  Process* find(ICpu& cpu, Pid pid);                          // 1 load if found
  Thread* find_thread(ICpu& cpu, Tid tid);                    // 1 load if found
  // Takes the thread out of its process: 1 store. The caller destroys it.
  std::unique_ptr<Thread> take_thread(ICpu& cpu, Thread& thread);
  // Takes a zombie out of the table and out of its parent's children: 1 store.
  void reap(ICpu& cpu, Process& zombie);
  uint64_t alive() const { return alive_; }
  void count_end() { --alive_; }

  // Untimed, for observers: kernel.h says when.
  const AddressSpace* space_of(Pid pid) const;
  std::vector<const AddressSpace*> spaces() const;

  void free_line(ICpu& cpu, PhysAddr line) { arena_.free_line(cpu, line); }

 private:
  KernelArena& arena_;
  PhysAddr head_;                                      // the lock's line; word 2: last pid
  uint64_t last_tid_ = kFirstThreadTid - 1;            // `lock`
  uint64_t alive_ = 0;                                 // `lock`: processes that have not ended
  std::map<Pid, std::unique_ptr<Process>> processes_;  // `lock`
  std::map<Tid, Thread*> threads_;                     // `lock`

  ProcessTable(KernelArena& arena, const LockCosts& locks, PhysAddr head);
};

}  // namespace cowmmu
