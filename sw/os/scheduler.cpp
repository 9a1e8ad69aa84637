// SPDX-License-Identifier: Apache-2.0
#include "os/scheduler.h"

#include <utility>

#include "os/kernel_guards.h"

namespace cowmmu {
namespace {

constexpr int64_t kRunnable = RunQueue::kOneRunnable, kParked = RunQueue::kOneParked;

}  // namespace

Scheduler::Scheduler(uint64_t harts, KernelArena& arena, const LockCosts& locks)
    : own_events_(harts, 0) {
  queues_.reserve(harts);
  for (uint64_t h = 0; h < harts; ++h) {
    const PhysAddr line = arena.reserve_lines();
    queues_.emplace_back(line, locks.spin(line));
  }
}

HartId Scheduler::least_loaded(ICpu& cpu) const {
  HartId best{};
  uint64_t fewest = ~0ULL;
  for (uint64_t h = 0; h < queues_.size(); ++h) {
    const uint64_t load = queues_[h].load(cpu);
    if (load < fewest) best = HartId(h), fewest = load;
  }
  return best;
}

void Scheduler::enqueue(ICpu& cpu, Thread& thread) {
  RunQueue& queue = queues_[thread.hart.value];
  queue.push(cpu, thread);
  thread.state = ThreadState::kQueued;
}

void Scheduler::wake(ICpu& cpu, Thread& thread) {
  PhaseGuard phase(cpu, Phase::kSchedule);
  {
    RunQueue& queue = queues_[thread.hart.value];
    IrqLockGuard guard(cpu, queue.lock);
    if (thread.state == ThreadState::kRunning) {
      thread.woken = true;  // its hart will see it when it has left the thread
      return;
    }
    enqueue(cpu, thread);
    queue.count(cpu, std::exchange(thread.parked, false) ? kRunnable - kParked : kRunnable);
  }
  kick(cpu, thread.hart, HartEvents::kReschedule);
}

bool Scheduler::stop(ICpu& cpu, Thread& thread) {
  PhaseGuard phase(cpu, Phase::kSchedule);
  {
    RunQueue& queue = queues_[thread.hart.value];
    IrqLockGuard guard(cpu, queue.lock);
    if (thread.state == ThreadState::kSleeping) {
      if (thread.parked) queue.count(cpu, -kParked);
      return true;
    }
    if (thread.state == ThreadState::kQueued) {
      queue.remove(cpu, thread);
      queue.count(cpu, -kRunnable);
      return true;
    }
    thread.dying = true;
  }
  kick(cpu, thread.hart, HartEvents::kStop);
  return false;
}

bool Scheduler::move(ICpu& cpu, Thread& thread, HartId target) {
  PhaseGuard phase(cpu, Phase::kSchedule);
  bool queued = false;
  {
    RunQueue& queue = queues_[thread.hart.value];
    IrqLockGuard guard(cpu, queue.lock);
    if (thread.state == ThreadState::kRunning) return false;
    queued = thread.state == ThreadState::kQueued;
    if (queued) {
      queue.remove(cpu, thread);
      queue.count(cpu, -kRunnable);
      thread.state = ThreadState::kSleeping;
    } else if (thread.parked) {
      queue.count(cpu, -kParked);
    }
  }
  thread.hart = target;
  if (queued) {
    wake(cpu, thread);
  } else if (thread.parked) {
    IrqLockGuard guard(cpu, queues_[target.value].lock);
    queues_[target.value].count(cpu, kParked);
  }
  return true;
}

Thread* Scheduler::pick(ICpu& cpu) {
  RunQueue& queue = queues_[cpu.id().value];
  IrqLockGuard guard(cpu, queue.lock);
  Thread* next = queue.pop(cpu);
  if (next != nullptr) next->state = ThreadState::kRunning;
  return next;
}

bool Scheduler::commit(ICpu& cpu, Thread& thread, Leave how) {
  RunQueue& queue = queues_[cpu.id().value];
  IrqLockGuard guard(cpu, queue.lock);
  if (thread.dying) {
    queue.count(cpu, -kRunnable);
    return false;
  }
  if (how == Leave::kRequeue || std::exchange(thread.woken, false)) {
    enqueue(cpu, thread);
  } else {
    thread.state = ThreadState::kSleeping;
    thread.parked = how == Leave::kPark;
    queue.count(cpu, thread.parked ? kParked - kRunnable : -kRunnable);
  }
  return true;
}

void Scheduler::retire(ICpu& cpu, Thread& thread) {
  RunQueue& queue = queues_[thread.hart.value];
  IrqLockGuard guard(cpu, queue.lock);
  queue.count(cpu, -kRunnable);
}

bool Scheduler::is_dying(ICpu& cpu, const Thread& thread) {
  IrqLockGuard guard(cpu, queues_[cpu.id().value].lock);
  return thread.dying;
}

void Scheduler::kick(ICpu& cpu, HartId target, uint64_t event) {
  if (target == cpu.id()) {
    own_events_[target.value] |= event;
    return;
  }
  const uint64_t before = cpu.atomic(AtomicOp::kOr, queues_[target.value].events(), event);
  // A hart takes all its events at once, after the IPI that came with the first of them.
  if (before == 0) cpu.send_ipi(target);
}

uint64_t Scheduler::take_events(ICpu& cpu) {
  const PhysAddr word = queues_[cpu.id().value].events();
  return cpu.load(word) == 0 ? 0 : cpu.atomic(AtomicOp::kSwap, word, 0);
}

}  // namespace cowmmu
