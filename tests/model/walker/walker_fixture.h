// SPDX-License-Identifier: Apache-2.0
// A walker over a fake memory, and one call that walks.
#pragma once

#include <gtest/gtest.h>

#include "fake_memory.h"
#include "walker/walker.h"

namespace cowmmu::test {

class WalkerTest : public testing::Test {
 protected:
  static constexpr VirtAddr kVa{0x12345678};

  WalkResult walk(Access access = Access::kLoad, VirtAddr va = kVa) {
    state_.satp = memory_.satp(asid_);
    return walker_.walk({va, access, state_}, memory_);
  }
  Cause cause(Access access = Access::kLoad, VirtAddr va = kVa) { return walk(access, va).cause; }
  // Maps kVa with these flags, frame 0x4000000 / page size aligned, and tells how a load fares.
  Cause cause_of(uint64_t flags, unsigned level = 0) {
    memory_.map(kVa, Pte::make(Ppn(1ULL << 27), flags), level);
    walker_.fence(Fence::all());
    return cause();
  }

  WalkerParams params_{};
  FakeMemory memory_;
  Walker walker_{params_};
  TranslationState state_{};
  Asid asid_{1};
};

}  // namespace cowmmu::test
