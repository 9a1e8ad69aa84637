// SPDX-License-Identifier: Apache-2.0
// FenceUnitStimulus: what stands around a fence unit, at random: a link that brings fences of
// every kind, a hart whose operations begin when they may, TLBs whose fences take a cycle, some, or
// what the build says, and that fence for others, too, and a network that takes acknowledgements
// at its leisure; in phases of different mixes. A valid stays until it is accepted.
#pragma once

#include <array>
#include <cstdint>
#include <random>

#include "fabric/fence_unit_if.h"
#include "tlb/timed_tlb.h"

namespace cowmmu::test {

// What the traffic has done: a test that wants to fail must have done all of it.
struct FenceUnitTraffic {
  uint64_t arrivals = 0, refusals = 0, acknowledgements = 0, operations = 0, idle = 0;
  uint64_t held_up = 0;       // cycles in which a fence waited for the operation in flight
  uint64_t stalls = 0;        // cycles in which the TLBs did not take one
  uint64_t back_to_back = 0;  // handed over as the one before was done
  uint64_t full = 0;          // done while the acknowledgement before was not taken
  uint64_t foreign = 0;       // fences of others that were done
  std::array<uint64_t, 4>
      fences{};  // by address and ASID bits: page, all ASIDs, all addresses, all
};

class FenceUnitStimulus {
 public:
  FenceUnitStimulus(const FenceWalk& walk, uint64_t seed) : walk_(walk), random_(seed) {}

  FenceUnitIn next();
  void accepted(const FenceUnitIn& in, const FenceUnitOut& out);
  void reset();

  const FenceUnitTraffic& traffic() const { return traffic_; }

 private:
  bool one_in(uint64_t n) { return random_() % n == 0; }
  void new_phase();
  Fence random_fence();
  Cycles length_of(const Fence& fence);
  void hart(bool held);
  void tlbs(const FenceUnitIn& in, const FenceUnitOut& out);
  void count(const FenceUnitIn& in, const FenceUnitOut& out);

  FenceWalk walk_;
  std::mt19937_64 random_;
  uint64_t cycles_ = 0;
  uint64_t fence_one_in_ = 1, operation_one_in_ = 1, stall_one_in_ = 1, ack_one_in_ = 1;
  uint64_t longest_ = 1;  // of an operation and of a fence; fences as in the build if 0
  FenceUnitIn in_;
  uint64_t operation_left_ = 0;
  Cycles fence_left_{};
  bool own_ = false;  // the fence in progress is this unit's
  FenceUnitTraffic traffic_;
};

}  // namespace cowmmu::test
