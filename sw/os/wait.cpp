// SPDX-License-Identifier: Apache-2.0
#include "os/wait.h"

#include <utility>

namespace cowmmu {
namespace {

bool waits_for(const Thread& thread, Pid child) {
  return thread.wait == Wait::kChild && (thread.wait_child == Pid{} || thread.wait_child == child);
}

}  // namespace

void tell_parent(KernelCore& core, ICpu& cpu, Process& child) {
  Process* parent = child.parent == Pid{} ? nullptr : core.table.find(cpu, child.parent);
  if (parent == nullptr) return core.table.reap(cpu, child);
  for (const auto& thread : parent->threads) {
    if (!waits_for(*thread, child.pid)) continue;
    thread->wait = Wait::kNone;
    thread->context.result.value = child.pid.value;
    core.table.reap(cpu, child);
    return core.scheduler.wake(cpu, *thread);
  }
}

void wake_vfork_parent(KernelCore& core, ICpu& cpu, Process& child) {
  const Tid tid = std::exchange(child.vfork_parent, Tid{});
  if (tid == Tid{}) return;
  Thread* parent = core.table.find_thread(cpu, tid);
  if (parent == nullptr || parent->wait != Wait::kVfork) return;  // it was killed meanwhile
  parent->wait = Wait::kNone;
  core.scheduler.wake(cpu, *parent);
}

bool unpark(KernelCore& core, ICpu& cpu, Tid tid) {
  LockGuard guard(cpu, core.table.lock);
  Thread* thread = core.table.find_thread(cpu, tid);
  if (thread == nullptr) return false;
  if (thread->wait != Wait::kPark) {
    thread->unparked = true;
  } else {
    thread->wait = Wait::kNone;
    core.scheduler.wake(cpu, *thread);
  }
  return true;
}

}  // namespace cowmmu
