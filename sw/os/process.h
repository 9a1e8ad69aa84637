// SPDX-License-Identifier: Apache-2.0
// Process and Thread: data only. Each field names what guards it:
//   [table]   the process table's lock (process_table.h)
//   [queue]   the lock of the run queue of the thread's hart (run_queue.h); `hart` itself is
//   [table] [runner]  the hart that runs the thread, nobody else [const]   set before anybody else
//   can see the object
// Locks are taken in the order table, queue.
#pragma once

#include <memory>
#include <vector>

#include "os/address_space.h"
#include "os/kernel_host.h"

namespace cowmmu {

struct Process;

// A thread is kRunning until its hart has left it for good: its address space and context are then
// no longer in use there, so whoever sees another state may run or destroy it elsewhere.
enum class ThreadState : uint8_t { kRunning, kQueued, kSleeping };
// What a sleeping thread waits for; its waker sets it back to kNone.
enum class Wait : uint8_t { kNone, kPark, kChild, kVfork, kAlone };
// What the kernel still has to do when a thread that slept runs again.
enum class Resume : uint8_t { kNone, kReturn, kPark, kVfork, kExec };

struct Thread {
  Tid tid{};                          // [const]
  Process* process = nullptr;         // [const]
  PhysAddr node{};                    // [const] its cache line
  std::unique_ptr<IProgram> program;  // [runner]
  UserContext context;                // [runner]; a waker writes `result` of a thread that waits
  HartId hart{};                      // [table] where it runs, queues or will be queued
  Wait wait = Wait::kNone;            // [table]
  Pid wait_child{};                   // [table] kChild: which; Pid{}: any
  bool unparked = false;              // [table] the next park returns at once
  ThreadState state = ThreadState::kSleeping;  // [queue]
  bool woken = false;                          // [queue] woken before its hart had left it
  bool parked = false;                         // [queue] asleep in a park
  bool dying = false;             // [queue] running, to end at its hart's next boundary
  Resume resume = Resume::kNone;  // [runner]
  Cycles call_began{};            // [runner] the system call in progress, entry included
  Cycles request_began{};         // [runner] kRequestBegin
};

// An address space and the processes that use it: two while a vforked child has not called exec.
struct SpaceUse {
  std::unique_ptr<AddressSpace> space;  // [const] until the last user takes it down
  uint64_t users = 1;                   // [table]
};

struct Process {
  Pid pid{};                  // [const]
  PhysAddr node{};            // [const] its cache line
  Pid parent{};               // [table] Pid{}: none, it is reaped as soon as it ends
  std::vector<Pid> children;  // [table] in creation order, zombies included
  std::vector<std::unique_ptr<Thread>> threads;  // [table] in creation order
  std::shared_ptr<SpaceUse> memory;          // changed only while one thread is left (exec) or none
  std::unique_ptr<AddressSpace> next_image;  // [table] of an exec that waits to be alone
  uint64_t image = 0;                        // as `memory`: counts execs
  Tid vfork_parent{};                        // [table] sleeps until this process execs or ends
  bool exiting = false;                      // [table]
  bool zombie = false;                       // [table]
  EndReport end;                             // [table] why it ends, from `exiting` on
};

}  // namespace cowmmu
