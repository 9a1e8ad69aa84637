// SPDX-License-Identifier: Apache-2.0
// A TimedWalker over a fake memory that takes every request at once and answers `latency` cycles
// later.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <vector>

#include "fake_memory.h"
#include "walker/timed_walker.h"

namespace cowmmu::test {

class TimedWalkerTest : public testing::Test {
 protected:
  static constexpr VirtAddr kVa{0x12345678};
  struct Answer {
    unsigned id = 0;
    uint64_t cycle = 0;
    WalkResult result{};
  };

  WalkerIn request(unsigned id, Access access = Access::kLoad, VirtAddr va = kVa) const {
    TranslationState state = state_;
    state.satp = memory_.satp(asid_);
    return {.req_valid = true, .req_id = id, .req = {va, access, state}};
  }
  // One cycle.
  WalkerOut step(WalkerIn in = {}) {
    if (!pending_.empty() && pending_.front().cycle == cycle_) {
      in.mem_rsp_valid = true;
      in.mem_rsp = respond(pending_.front().request);
      pending_.pop_front();
    }
    in.mem_req_ready = memory_ready_;
    in.rsp_ready = rsp_ready_;
    const WalkerOut out = walker_.step(in);
    if (out.mem_req_valid && in.mem_req_ready) pending_.push_back({cycle_ + latency_, out.mem_req});
    if (out.rsp_valid && in.rsp_ready) answers_.push_back({out.rsp_id, cycle_, out.rsp});
    ++cycle_;
    return out;
  }
  void run(uint64_t cycles) {
    while (cycles-- > 0) step();
  }
  void run_until_idle() {
    for (int n = 0; n < 10'000; ++n)
      if (!step().busy) return;
    FAIL() << "still busy";
  }
  const Answer& answer_to(unsigned id) const {
    for (const Answer& a : answers_)
      if (a.id == id) return a;
    ADD_FAILURE() << "no answer to " << id;
    return answers_.at(0);
  }
  size_t updates() const { return swaps_; }

  static constexpr WalkerParams kParams{
      .walks = 4, .start_cycles = 3, .pwc_entries = 4, .pwc_cycles = 2, .fill_cycles = 2};

  explicit TimedWalkerTest(const WalkerParams& params = kParams) : params_(params) {}

  WalkerParams params_;
  FakeMemory memory_;
  TranslationState state_{};
  Asid asid_{1};
  uint64_t latency_ = 10, cycle_ = 0;
  bool memory_ready_ = true, rsp_ready_ = true;
  std::vector<Answer> answers_;
  TimedWalker walker_{params_, {Ppn(0), Ppn(1ULL << 28)}};

 private:
  struct Pending {
    uint64_t cycle;
    WalkMemReq request;
  };
  WalkMemRsp respond(const WalkMemReq& r) {
    if (!r.swap) return {.slot = r.slot, .pte = Pte(memory_.read_pte(r.pa))};
    ++swaps_;
    const bool stored = memory_.compare_swap_pte(r.pa, r.expected.bits(), r.desired.bits());
    return {.slot = r.slot, .stored = stored};
  }
  std::deque<Pending> pending_;
  size_t swaps_ = 0;
};

}  // namespace cowmmu::test
