// SPDX-License-Identifier: Apache-2.0
// FenceNet: sfence.vma for every other hart in hardware, with acknowledgements: no trap, no mailbox
// (as Arm's TLBI ...IS with DSB, or AMD's INVLPGB with TLBSYNC; RISC-V has no ratified equivalent).
// Timing: sent at edge N (the sender is busy for fence_send_cycles) -> reaches the fence unit of
//   each other hart at N + fence_deliver, or one cycle after the message before it on that hart's
//   link; what it does there: fence_unit.h. Done at edge D -> the sender knows at D + fence_ack.
//   Acknowledgements have wires of their own and never wait.
// Ordering: sends in the order of slots (clock_domain.h); what arrives in a cycle is there before
//   any hart acts in it, by hart number.
// Parameters: machine.fabric.fence_*. Twin: none.
// Tests: tests/model/machine/fence_net_test.cpp.
#pragma once

#include <optional>
#include <queue>
#include <systemc>
#include <tuple>
#include <vector>

#include "clock/local_clock.h"
#include "fabric/fence_unit.h"
#include "params/params.h"

namespace cowmmu {

class FenceNet : public sc_core::sc_module {
 public:
  FenceNet(const sc_core::sc_module_name& name, const FabricParams& params);

  void attach(LocalClock& clock, FenceUnit& unit);  // in hart order
  // Sends from the hart whose clock this is; the clock then stands after the send.
  void send(LocalClock& from, const Fence& fence);
  // The same message without the sender's time.
  void post(LocalClock& from, const Fence& fence);
  // A fence unit has done what `from` sent.
  void done(HartId from, Cycles at);
  // When the hart knows that all it has sent is done; nothing while a fence is not done. To be read
  // at a shared step.
  std::optional<Cycles> settled_at(HartId from) const;
  Cycles reach() const { return std::min(deliver_, ack_); }

 private:
  struct Message {
    Cycles arrival{};
    uint64_t target = 0;  // at most one message a cycle
    RemoteFence remote;
    bool operator>(const Message& other) const {
      return std::tie(arrival, target) > std::tie(other.arrival, other.target);
    }
  };
  struct Port {
    LocalClock* clock = nullptr;
    FenceUnit* unit = nullptr;
    Cycles link_free{};
    uint64_t outstanding = 0;  // of what this hart has sent
    Cycles last_ack{};
  };

  void deliver();
  void arm();

  Cycles send_;
  Cycles deliver_;
  Cycles ack_;
  std::vector<Port> ports_;
  std::priority_queue<Message, std::vector<Message>, std::greater<>> under_way_;
  sc_core::sc_event arrival_;
};

}  // namespace cowmmu
