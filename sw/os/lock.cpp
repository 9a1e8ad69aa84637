// SPDX-License-Identifier: Apache-2.0
#include "os/lock.h"

namespace cowmmu {
namespace {

PhysAddr word(PhysAddr line, uint64_t index) { return PhysAddr(line.value + 8 * index); }

void spend_own(ICpu& cpu, Cycles cost) {
  if (cost.value != 0) cpu.spend(cost);
}

// Returns when the word equals `wanted`. Every change of the word wakes all who wait for it.
void wait_until(ICpu& cpu, PhysAddr pa, uint64_t wanted) {
  uint64_t seen = cpu.load(pa);
  while (seen != wanted) seen = cpu.wait_for_change(pa, seen);
}

// Free variant. Word 1 holds the number of grants as last published; it only grows, and whoever
// lets a waiter in publishes, so the one who waits for it cannot miss it.
void take_free(ICpu& cpu, PhysAddr line, FreeLockQueue& queue, bool exclusive) {
  cpu.synchronise();
  const FreeLockQueue::Entry entry = queue.enter(exclusive);
  if (entry.granted) return;
  uint64_t grants = cpu.load(word(line, 1));
  while (grants <= entry.ticket) grants = cpu.wait_for_change(word(line, 1), grants);
}
void drop_free(ICpu& cpu, PhysAddr line, FreeLockQueue& queue) {
  cpu.synchronise();
  if (const auto grants = queue.leave()) cpu.store(word(line, 1), *grants);
}

}  // namespace

FreeLockQueue::Entry FreeLockQueue::enter(bool exclusive) {
  const uint64_t ticket = next_++;
  if (waiting_.empty() && admits(exclusive)) {
    admit(exclusive);
    return {ticket, true};
  }
  waiting_.push_back(exclusive);
  return {ticket, false};
}

std::optional<uint64_t> FreeLockQueue::leave() {
  --holders_;
  const uint64_t before = grants_;
  while (!waiting_.empty() && admits(waiting_.front())) {
    admit(waiting_.front());
    waiting_.pop_front();
  }
  return grants_ == before ? std::nullopt : std::optional(grants_);
}

void FreeLockQueue::admit(bool exclusive) {
  ++grants_;
  ++holders_;
  exclusive_ = exclusive;
}

SpinLock::SpinLock(PhysAddr line, Cycles own_cost, bool free_of_cost)
    : line_(line), own_cost_(own_cost), free_(free_of_cost) {}

void SpinLock::lock(ICpu& cpu) {
  PhaseGuard phase(cpu, Phase::kLock);
  if (free_) return take_free(cpu, line_, queue_, true);
  spend_own(cpu, own_cost_);
  const uint64_t mine = cpu.atomic(AtomicOp::kAdd, word(line_, 0), 1);
  wait_until(cpu, word(line_, 1), mine);
  ticket_ = mine;
}

void SpinLock::unlock(ICpu& cpu) {
  PhaseGuard phase(cpu, Phase::kLock);
  if (free_) return drop_free(cpu, line_, queue_);
  spend_own(cpu, own_cost_);
  cpu.store(word(line_, 1), ticket_ + 1);
}

RwLock::RwLock(PhysAddr line, Cycles own_cost, bool free_of_cost)
    : line_(line), own_cost_(own_cost), free_(free_of_cost) {}

void RwLock::lock_read(ICpu& cpu) {
  PhaseGuard phase(cpu, Phase::kLock);
  if (free_) return take_free(cpu, line_, queue_, false);
  spend_own(cpu, own_cost_);
  const uint64_t mine = cpu.atomic(AtomicOp::kAdd, word(line_, 0), 1);
  wait_until(cpu, word(line_, 1), mine);
  cpu.store(word(line_, 1), mine + 1);  // the next in line may enter too, if it reads
}

void RwLock::unlock_read(ICpu& cpu) {
  PhaseGuard phase(cpu, Phase::kLock);
  if (free_) return drop_free(cpu, line_, queue_);
  spend_own(cpu, own_cost_);
  cpu.atomic(AtomicOp::kAdd, word(line_, 2), 1);
}

void RwLock::lock_write(ICpu& cpu) {
  PhaseGuard phase(cpu, Phase::kLock);
  if (free_) return take_free(cpu, line_, queue_, true);
  spend_own(cpu, own_cost_);
  const uint64_t mine = cpu.atomic(AtomicOp::kAdd, word(line_, 0), 1);
  wait_until(cpu, word(line_, 2), mine);  // all before it, readers and writers, have left
  ticket_ = mine;
}

void RwLock::unlock_write(ICpu& cpu) {
  PhaseGuard phase(cpu, Phase::kLock);
  if (free_) return drop_free(cpu, line_, queue_);
  spend_own(cpu, own_cost_);
  // Readers first: a reader let in by the store may leave, and add to word 2, before this atomic.
  cpu.store(word(line_, 1), ticket_ + 1);
  cpu.atomic(AtomicOp::kAdd, word(line_, 2), 1);
}

}  // namespace cowmmu
