// SPDX-License-Identifier: Apache-2.0
#include "fabric/fence_net.h"

#include <algorithm>

#include "base/check.h"

namespace cowmmu {

FenceNet::FenceNet(const sc_core::sc_module_name& name, const FabricParams& params)
    : sc_module(name),
      send_(params.fence_send_cycles),
      deliver_(params.fence_deliver_cycles),
      ack_(params.fence_ack_cycles) {
  SC_HAS_PROCESS(FenceNet);
  SC_METHOD(deliver);
  sensitive << arrival_;
  dont_initialize();
}

void FenceNet::attach(LocalClock& clock, FenceUnit& unit) {
  COWMMU_CHECK(clock.hart().value == ports_.size(), "fence units attach in hart order");
  ports_.push_back({.clock = &clock, .unit = &unit});
}

void FenceNet::send(LocalClock& from, const Fence& fence) {
  post(from, fence);
  from.advance(send_);
}

void FenceNet::post(LocalClock& from, const Fence& fence) {
  from.shared_step(from.now());
  const RemoteFence remote{from.hart(), fence};
  for (uint64_t target = 0; target < ports_.size(); ++target) {
    if (target == from.hart().value) continue;
    Port& port = ports_[target];
    const Cycles arrival = std::max(from.now() + deliver_, port.link_free);
    port.link_free = arrival + Cycles(1);
    port.clock->announce(arrival);
    under_way_.push({arrival, target, remote});
    ++ports_[from.hart().value].outstanding;
  }
  arm();
  from.forget_horizon();
}

// Just at the edge: before the slots of the cycle.
void FenceNet::arm() {
  if (under_way_.empty()) return;
  const Picos at = ports_.front().clock->domain().edge(under_way_.top().arrival);
  const Picos now(sc_core::sc_time_stamp().value());
  COWMMU_CHECK(at >= now, "a remote fence arrives in the kernel's past");
  arrival_.notify(sc_core::sc_time::from_value((at - now).value));
}

void FenceNet::deliver() {
  const Cycles now =
      ports_.front().clock->domain().at_or_before(Picos(sc_core::sc_time_stamp().value()));
  while (!under_way_.empty() && under_way_.top().arrival == now) {
    const Message message = under_way_.top();
    under_way_.pop();
    const Port& port = ports_[message.target];
    port.clock->retire(now);
    port.unit->arrive(message.remote, now);
  }
  arm();
}

void FenceNet::done(HartId from, Cycles at) {
  Port& port = ports_[from.value];
  port.last_ack = std::max(port.last_ack, at + ack_);
  if (--port.outstanding == 0) port.clock->wake_at(port.last_ack);
}

std::optional<Cycles> FenceNet::settled_at(HartId from) const {
  const Port& port = ports_[from.value];
  if (port.outstanding != 0) return std::nullopt;
  return port.last_ack;
}

}  // namespace cowmmu
