// SPDX-License-Identifier: Apache-2.0
#include "timeline/ipi_flows.h"

#include <algorithm>

namespace cowmmu {

void IpiFlows::sent(HartId from, HartId to, Cycles arrival, bool shootdown) {
  // The same number in every run, in whatever order the host runs the harts.
  const uint64_t flow = harts_[from.value].sent++ * harts_.size() + from.value;
  step_(from, FlowStep::kStart, flow);
  harts_[to.value].messages.push_back({flow, arrival, from, shootdown});
}

void IpiFlows::taken(HartId by, Cycles now) {
  for (Message& m : harts_[by.value].messages) {
    if (m.taken || m.arrival > now) continue;
    m.taken = true;
    if (!m.acknowledged) step_(by, m.shootdown ? FlowStep::kStep : FlowStep::kFinish, m.flow);
  }
  std::erase_if(harts_[by.value].messages,
                [](const Message& m) { return m.taken && (m.acknowledged || !m.shootdown); });
}

void IpiFlows::acknowledged(HartId by, HartId initiator) {
  for (Message& m : harts_[by.value].messages) {
    if (!m.shootdown || m.acknowledged || m.from != initiator) continue;
    m.acknowledged = true;
    step_(by, FlowStep::kStep, m.flow);
    harts_[initiator.value].acknowledged.push_back(m.flow);
  }
  std::erase_if(harts_[by.value].messages,
                [](const Message& m) { return m.taken && m.acknowledged; });
}

void IpiFlows::shootdown_ended(HartId initiator) {
  std::vector<uint64_t>& flows = harts_[initiator.value].acknowledged;
  std::ranges::sort(flows);  // acknowledgements of several harts come in any order
  for (const uint64_t flow : flows) step_(initiator, FlowStep::kFinish, flow);
  flows.clear();
}

std::set<uint64_t> IpiFlows::unfinished() const {
  std::set<uint64_t> flows;
  for (const Hart& hart : harts_) {
    for (const Message& m : hart.messages)
      if (!m.acknowledged) flows.insert(m.flow);
    flows.insert(hart.acknowledged.begin(), hart.acknowledged.end());
  }
  return flows;
}

void IpiFlows::restart() {
  for (Hart& hart : harts_) hart = {};
}

}  // namespace cowmmu
