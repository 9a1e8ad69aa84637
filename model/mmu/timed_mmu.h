// SPDX-License-Identifier: Apache-2.0
// TimedMmu: one hart's MMU cycle by cycle, with a side for instructions and one for data: an L1 TLB
// each, and behind both the L2 TLB and the walker. The reference of the RTL; a hart that does one
// thing at a time needs only Mmu.
// Timing: access accepted at edge N -> an L1 hit is answered in the cycle that ends at N + l1
//   hit_cycles, an L2 hit in the one that ends at N + l1 + l2 hit_cycles; a walk is asked for there
//   (where A or D is missing: at the end of the look-up that found it), and answered in the cycle
//   in which the walker's answer is taken. So an access alone takes what it takes in Mmu when a PTE
//   read lasts from the edge at which it is offered to a cycle after its response (timed_walker.h).
//   A side has one access at a time: ready is low from its acceptance until its answer.
// Two sides: data comes before instructions at the L2's port and at the walker's; what is not
//   accepted is offered again in the next cycle. Answers of walks in any order, one a cycle; they
//   wait, faults too, while the L2 takes no fill: a fence is offered or in progress.
// State: CSRs count as they are when the access is accepted.
// Fences: accepted at one edge by all, which waits for look-ups of the L2 in flight and for the
//   fence before; what is answered after that edge has been read after it. Done in the cycle that
//   ends at the edge + its cycles; later, in the first cycle in which no walk that it made void has
//   still to begin again. An L2 hit answered at the edge of a fence refills no L1.
// Parameters: as TimedTlb and TimedWalker. Reset: nothing in flight, all empty.
// Twin: rtl/mmu/mmu.sv (differences: none). Tests: tests/model/mmu/.
#pragma once

#include <array>
#include <deque>
#include <string>

#include "mmu/mmu_side.h"
#include "tlb/timed_tlb.h"
#include "walker/timed_walker.h"

namespace cowmmu {

class TimedMmu {
 public:
  // Parameters must be valid (see problem_with).
  TimedMmu(const MachineParams& params, const FrameRange& memory);
  // Why no MMU can be built so; empty if one can.
  static std::string problem_with(const MachineParams& params);

  // One cycle: the outputs in it, with these inputs; then its clock edge.
  MmuOut step(const MmuIn& in);
  // The same in pieces, for who learns what memory answers in a cycle only after it has begun: the
  // outputs, which depend on all inputs but that one, without events; accesses that come later in
  // the cycle; its edge, with all inputs, and the events.
  MmuOut begin(const MmuIn& in);
  void accept(const MmuIn& in);
  MmuEvents end(const MmuIn& in);
  void reset();

  // What MmuOut::busy says in the cycle to come.
  bool busy() const;
  // No fence in progress: what follows is what the RTL holds, too.
  bool at_rest() const { return l2_.at_rest(); }
  const TlbArray& l1i() const { return l1_[kInstruction].array(); }
  const TlbArray& l1d() const { return l1_[kData].array(); }
  const TlbArray& l2() const { return l2_.array(); }
  const PageWalkCache& pwc() const { return walker_.pwc(); }

 private:
  // Sides by number, which is also that of their requests to the walker.
  static constexpr unsigned kInstruction = 0, kData = 1, kSides = 2;
  // What the parts say and get in a cycle.
  struct Cycle {
    std::array<TlbOut, kSides> l1;
    std::array<TlbIn, kSides> l1_in;
    TlbOut l2;
    TlbIn l2_in;
    WalkerOut walker;
    WalkerIn walker_in;
    std::array<std::optional<MmuAnswer>, kSides> answers;
  };

  void hear_registers(const MmuIn& in, MmuOut& out);
  void hear_tlbs(Cycle& cycle);
  void hear_walker(Cycle& cycle);
  void ask_l2(Cycle& cycle);
  void ask_walker(Cycle& cycle);
  void accept(unsigned side, const WalkRequest& request);
  static void show(const Cycle& cycle, MmuOut& out);
  static MmuEvents events_of(const Cycle& cycle);

  std::array<TimedTlb, kSides> l1_;
  TimedTlb l2_;
  TimedWalker walker_;
  std::array<MmuSide, kSides> sides_;
  std::deque<unsigned> in_l2_;  // whose look-ups are in flight there, in order
  bool late_ = false;           // a fence is done in the L2, and waits for walks to begin again
  Cycle cycle_{};               // the one that has begun
};

}  // namespace cowmmu
