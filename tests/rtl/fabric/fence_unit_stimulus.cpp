// SPDX-License-Identifier: Apache-2.0
#include "rtl/fabric/fence_unit_stimulus.h"

namespace cowmmu::test {

void FenceUnitStimulus::new_phase() {
  static constexpr uint64_t kFences[] = {1, 5, 30, 200}, kOperations[] = {1, 2, 20, 1000};
  static constexpr uint64_t kStalls[] = {2, 8, 1000, 1000}, kAcks[] = {1, 1, 4, 30};
  static constexpr uint64_t kLongest[] = {0, 1, 4, 30};
  fence_one_in_ = kFences[random_() % 4];
  operation_one_in_ = kOperations[random_() % 4];
  stall_one_in_ = kStalls[random_() % 4];
  ack_one_in_ = kAcks[random_() % 4];
  longest_ = kLongest[random_() % 4];
}

Fence FenceUnitStimulus::random_fence() {
  const uint64_t kind = random_() % 4;
  return {(kind & 2) != 0, (kind & 1) != 0, addr_of(Vpn(random_() >> kPageShift)),
          Asid(random_() % 65536)};
}

Cycles FenceUnitStimulus::length_of(const Fence& fence) {
  return longest_ == 0 ? walk_.cycles(fence) : Cycles(1 + random_() % longest_);
}

FenceUnitIn FenceUnitStimulus::next() {
  if (cycles_++ % 3'001 == 0) new_phase();
  if (!in_.fence_valid && one_in(fence_one_in_)) {
    in_.fence_valid = true;
    in_.fence = random_fence();
    in_.fence_from = HartId(random_() % 64);
  }
  in_.use = operation_left_ > 0;
  in_.mmu_fence_ready = fence_left_ <= Cycles(1) && !one_in(stall_one_in_);
  in_.mmu_fence_done = fence_left_ == Cycles(1);
  in_.ack_ready = one_in(ack_one_in_);
  return in_;
}

void FenceUnitStimulus::accepted(const FenceUnitIn& in, const FenceUnitOut& out) {
  count(in, out);
  if (out.fence_ready) in_.fence_valid = false;
  hart(out.hold);
  tlbs(in, out);
}

void FenceUnitStimulus::hart(bool held) {
  if (operation_left_ > 0) --operation_left_;
  if (operation_left_ > 0 || held || !one_in(operation_one_in_)) return;
  operation_left_ = random_() % (2 + longest_);
  ++traffic_.operations;
}

void FenceUnitStimulus::tlbs(const FenceUnitIn& in, const FenceUnitOut& out) {
  if (fence_left_ != Cycles(0)) fence_left_ -= Cycles(1);
  if (!in.mmu_fence_ready) return;
  own_ = out.mmu_fence_valid;
  if (own_)
    fence_left_ = length_of(out.mmu_fence);
  else if (one_in(50))
    fence_left_ = length_of(random_fence());
}

void FenceUnitStimulus::count(const FenceUnitIn& in, const FenceUnitOut& out) {
  FenceUnitTraffic& t = traffic_;
  const bool arrival = in.fence_valid && out.fence_ready;
  const bool handed_over = out.mmu_fence_valid && in.mmu_fence_ready;
  if (arrival)
    ++t.arrivals, ++t.fences[(in.fence.all_addresses ? 2 : 0) + (in.fence.all_asids ? 1 : 0)];
  t.refusals += in.fence_valid && !out.fence_ready ? 1 : 0;
  t.acknowledgements += out.ack_valid && in.ack_ready ? 1 : 0;
  t.idle += !out.busy && !in.fence_valid ? 1 : 0;
  t.held_up += in.use && out.hold ? 1 : 0;
  t.stalls += out.mmu_fence_valid && !in.mmu_fence_ready ? 1 : 0;
  t.back_to_back += in.mmu_fence_done && own_ && handed_over ? 1 : 0;
  t.full += in.mmu_fence_done && own_ && out.ack_valid && !in.ack_ready ? 1 : 0;
  t.foreign += in.mmu_fence_done && !own_ ? 1 : 0;
}

void FenceUnitStimulus::reset() {
  in_ = {};
  operation_left_ = 0;
  fence_left_ = {};
}

}  // namespace cowmmu::test
