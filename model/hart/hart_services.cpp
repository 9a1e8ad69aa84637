// SPDX-License-Identifier: Apache-2.0
// What a hart does for kernel code (sw/os/cpu.h). Each service that takes time first takes the
// interrupts that are due.
#include "base/check.h"
#include "hart/hart.h"

namespace cowmmu {

uint64_t Hart::load(PhysAddr pa) {
  boundary();
  return memory_.load(pa);
}

void Hart::store(PhysAddr pa, uint64_t value) {
  boundary();
  memory_.store(pa, value);
}

uint64_t Hart::atomic(PhysAddr pa, const IModify& modify) {
  boundary();
  return memory_.atomic(pa, modify);
}

void Hart::copy_page(Ppn dst, Ppn src) {
  boundary();
  memory_.copy_page(dst, src);
}

void Hart::zero_page(Ppn dst) {
  boundary();
  memory_.zero_page(dst);
}

void Hart::start_copy(const CopyOrder& order) {
  boundary();
  copier_.submit(clock_, order);
}

void Hart::fence(const Fence& fence) {
  await_look_ahead();
  boundary();
  const Cycles done = fence_unit_.book(fence, clock_.now());
  clock_.advance_to(done);
  mmu_.fence(fence, done);
}

void Hart::fence_free(const Fence& fence) {
  await_look_ahead();
  mmu_.fence_free(fence);
}

void Hart::broadcast_fence(const Fence& fence) {
  boundary();
  fences_.send(clock_, fence);
}

void Hart::await_fences() {
  for (;;) {
    boundary();
    synchronise();
    const std::optional<Cycles> settled = fences_.settled_at(id());
    if (settled && *settled <= clock_.now()) return;
    awaiting_fences_ = true;
    sleep(std::nullopt);
    awaiting_fences_ = false;
  }
}

void Hart::send_ipi(HartId target) {
  boundary();
  fabric_.send(clock_, target);
}

void Hart::spend(Cycles cycles) {
  boundary();
  while (cycles > Cycles(0)) {
    const Cycles begin = clock_.now();
    const Cycles end = begin + cycles;
    if (!interrupts_on_ || (end <= clock_.private_until() && inbox_.first() >= end)) {
      clock_.advance(cycles);
      return;
    }
    sleep(end);
    cycles -= clock_.now() - begin;
    // One that arrives just at the end is taken at the next service, however the end was reached.
    if (cycles > Cycles(0)) boundary();
  }
}

uint64_t Hart::wait_for_change(PhysAddr pa, uint64_t seen) {
  for (;;) {
    const uint64_t value = load(pa);
    if (value != seen) return value;
    memory_.watch(pa);
    sleep(std::nullopt);
    memory_.unwatch();
  }
}

void Hart::idle() {
  COWMMU_CHECK(interrupts_on_, "a hart that sleeps with interrupts off never wakes");
  const Phase before = phase();
  set_phase(Phase::kIdle);
  synchronise();
  idle_ = true;
  sleep(std::nullopt);
  idle_ = false;
  set_phase(before);
  boundary();
}

}  // namespace cowmmu
