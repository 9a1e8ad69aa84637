// SPDX-License-Identifier: Apache-2.0
// IpiFlows: follows each inter-processor interrupt from its sender to the hart that takes it and,
// of a shootdown's, on to the acknowledgement and to the initiator that has seen it.
#pragma once

#include <functional>
#include <set>
#include <vector>

#include "base/types.h"
#include "timeline/record.h"

namespace cowmmu {

class IpiFlows {
 public:
  // Told of each step, at the present time of the hart where it happens.
  using Step = std::function<void(HartId, FlowStep, uint64_t flow)>;
  IpiFlows(uint64_t harts, Step step) : harts_(harts), step_(std::move(step)) {}

  void sent(HartId from, HartId to, Cycles arrival, bool shootdown);
  void taken(HartId by, Cycles now);
  // An interrupt that was taken earlier may serve a request whose own is still on its way.
  void acknowledged(HartId by, HartId initiator);
  void shootdown_ended(HartId initiator);
  // Of what never came to its end, in order.
  std::set<uint64_t> unfinished() const;
  // Forgets those that are on their way.
  void restart();

 private:
  struct Message {
    uint64_t flow = 0;
    Cycles arrival{};
    HartId from{};
    bool shootdown = false;
    bool taken = false;
    bool acknowledged = false;
  };
  struct Hart {
    uint64_t sent = 0;
    std::vector<Message> messages;       // to this hart, until they are over here
    std::vector<uint64_t> acknowledged;  // flows that its present shootdown began
  };

  std::vector<Hart> harts_;
  Step step_;
};

}  // namespace cowmmu
