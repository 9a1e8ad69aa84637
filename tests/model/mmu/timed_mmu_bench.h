// SPDX-License-Identifier: Apache-2.0
// TimedMmuBench: a TimedMmu over a fake memory that takes every request at once: a read offered at
// edge O is answered at edge O + FakeMemory::kRead - 1, so that it lasts kRead until the next step
// of its walk; an update likewise. One access at a time, with the time that it takes.
#pragma once

#include <gtest/gtest.h>

#include <optional>

#include "mmu/timed_mmu.h"
#include "walker/fake_memory.h"

namespace cowmmu::test {

class TimedMmuBench {
 public:
  struct Answered {
    MmuAnswer answer;
    Cycles cycles{};  // from the edge of its acceptance to that of its answer
  };

  TimedMmuBench(const MachineParams& params, const FrameRange& memory_range, FakeMemory& memory)
      : mmu_(params, memory_range), memory_(memory) {}

  // One cycle.
  MmuOut step(MmuIn in = {}) {
    in.mem_req_ready = true;
    in.mem_rsp_valid = due_ == cycle_;
    if (in.mem_rsp_valid) in.mem_rsp = respond();
    const MmuOut out = mmu_.step(in);
    if (out.mem_req_valid) {
      asked_ = out.mem_req;
      due_ = cycle_ + (asked_.swap ? FakeMemory::kSwap : FakeMemory::kRead).value - 1;
    }
    count(out.events);
    ++cycle_;
    return out;
  }
  // From idle to idle.
  Answered access(Access access, VirtAddr va, const TranslationState& state) {
    const MmuOut first = step(request(access, va, state));
    EXPECT_TRUE(access == Access::kFetch ? first.fetch_ready : first.data_ready);
    MmuOut out;
    const uint64_t cycles = cycles_until([&] { return answered(out = step()); });
    return {out.fetch_rsp_valid ? out.fetch_rsp : out.data_rsp, Cycles(cycles)};
  }
  // Cycles of a fence that is accepted at once.
  Cycles fence(const Fence& fence) {
    MmuIn in;
    in.fence_valid = true;
    in.fence = fence;
    EXPECT_TRUE(step(in).fence_ready);
    return Cycles(cycles_until([&] { return step().fence_done; }));
  }
  // Cycles up to the first in which `seen`, which steps, holds.
  template <class Seen>
  static uint64_t cycles_until(Seen seen) {
    for (uint64_t n = 1; n < 10'000; ++n)
      if (seen()) return n;
    ADD_FAILURE() << "nothing in 10000 cycles";
    return 0;
  }
  static MmuIn request(Access access, VirtAddr va, const TranslationState& state) {
    MmuIn in;
    in.state = state;
    (access == Access::kFetch ? in.fetch_valid : in.data_valid) = true;
    (access == Access::kFetch ? in.fetch_va : in.data_va) = va;
    in.data_store = access == Access::kStore;
    return in;
  }
  static bool answered(const MmuOut& out) { return out.fetch_rsp_valid || out.data_rsp_valid; }
  const TimedMmu& mmu() const { return mmu_; }

  uint64_t walks = 0, walk_faults = 0, pte_reads = 0;

 private:
  void count(const MmuEvents& e) {
    walks += e.walk;
    walk_faults += e.walk_fault;
    pte_reads += e.pte_read;
  }
  WalkMemRsp respond() {
    due_.reset();
    const uint64_t word = memory_.words[asked_.pa.value];
    WalkMemRsp rsp{.slot = asked_.slot, .pte = Pte(word), .stored = false};
    if (!asked_.swap) return rsp;
    rsp.stored = word == asked_.expected.bits();
    if (rsp.stored) memory_.words[asked_.pa.value] = asked_.desired.bits();
    return rsp;
  }

  TimedMmu mmu_;
  FakeMemory& memory_;
  uint64_t cycle_ = 0;
  WalkMemReq asked_;
  std::optional<uint64_t> due_;
};

}  // namespace cowmmu::test
