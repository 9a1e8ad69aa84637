// SPDX-License-Identifier: Apache-2.0
// TimedTlb: a TLB cycle by cycle: TlbArray with the timing of its ports. The reference of the RTL;
// the MMU of a hart that does one thing at a time needs only the array and the cycles.
// Timing: look-up accepted at edge N -> answer in the cycle that ends at edge N + hit_cycles, one a
//   cycle, from the array as it is then: fills and fences that came meanwhile count.
// First level: a fence is done at its edge; only fills wait for it.
// Second level: a fence waits for the look-ups in flight, is accepted at edge N and done at edge
//   N + its cycles; until its last cycle nothing else is accepted. It visits a set a cycle.
// Of one edge: the answered look-up's use comes before the fill.
// Parameters: as TlbArray; hit_cycles; FenceWalk. Reset: empty, nothing in flight.
// Twin: rtl/tlb/tlb_l1.sv, rtl/tlb/tlb_l2.sv (differences: none). Tests: tests/model/tlb/.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "params/params.h"
#include "tlb/fence_walk.h"
#include "tlb/tlb_array.h"
#include "tlb/tlb_if.h"

namespace cowmmu {

class TimedTlb {
 public:
  // A first level without `walk`. Parameters must be valid (see problem_with).
  explicit TimedTlb(const TlbParams& params, std::optional<FenceWalk> walk = std::nullopt);
  // Why no TLB can be built so; empty if one can.
  static std::string problem_with(const TlbParams& params, std::optional<FenceWalk> walk);

  // One cycle: the outputs in it, with these inputs; then its clock edge.
  TlbOut step(const TlbIn& in);
  // The same in two halves, for who makes inputs of the outputs: the outputs, which depend on
  // fence_valid only; then the edge, with all inputs, which adds fill_evict to them.
  TlbOut begin(bool fence_valid);
  void edge(const TlbIn& in, TlbOut& out);
  void reset();

  // No fence in progress: array() is what the RTL holds, too.
  bool at_rest() const { return fence_left_ == Cycles(0); }
  const TlbArray& array() const { return array_; }
  // It ends in the cycle that comes.
  bool fence_done() const { return fence_left_ == Cycles(1); }

 private:
  struct Lookup {
    Cycles due;
    Vpn vpn;
    Asid asid;
  };

  void offer(bool fence_valid, TlbOut& out) const;
  void answer(TlbOut& out);
  void accept(const TlbIn& in, TlbOut& out);

  TlbParams params_;
  std::optional<FenceWalk> walk_;
  TlbArray array_;
  std::deque<Lookup> in_flight_;
  Cycles now_{};
  Cycles fence_left_{};  // cycles that the fence in progress still takes, this one included
};

}  // namespace cowmmu
