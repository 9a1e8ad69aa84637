// SPDX-License-Identifier: Apache-2.0
#include "fabric/fabric.h"

#include <algorithm>

#include "base/check.h"

namespace cowmmu {

uint64_t Inbox::take(Cycles now) {
  const auto end = std::upper_bound(arrivals_.begin(), arrivals_.end(), now);
  const auto taken = static_cast<uint64_t>(end - arrivals_.begin());
  arrivals_.erase(arrivals_.begin(), end);
  first_ = arrivals_.empty() ? Cycles(~0ULL) : arrivals_.front();
  if (views_ != nullptr) show_pending(now, first_ <= now);
  if (events_ != nullptr) events_->ipis_taken(clock_->hart(), now);
  return taken;
}

Cycles Inbox::post(Cycles arrival) {
  const Cycles at = std::max(arrival, link_free_);
  link_free_ = at + Cycles(1);
  arrivals_.push_back(at);
  first_ = arrivals_.front();
  clock_->wake_at(at);
  if (views_ != nullptr) show_pending(at, true);
  return at;
}

void Inbox::show_pending(Cycles at, bool pending) {
  views_->at(clock_->slot(at), [this, pending] { traced_pending_ = pending; });
}

Fabric::Fabric(const sc_core::sc_module_name& name, const FabricParams& params)
    : sc_module(name), send_(params.ipi_send_cycles), deliver_(params.ipi_deliver_cycles) {}

void Fabric::attach(Inbox& inbox) { inboxes_.push_back(&inbox); }

void Fabric::send(LocalClock& from, HartId target) {
  post(from, target);
  from.advance(send_);
}

void Fabric::post(LocalClock& from, HartId target) {
  COWMMU_CHECK(target.value < inboxes_.size(), "an interrupt to a hart that does not exist");
  from.shared_step(from.now());
  const Cycles arrival = inboxes_[target.value]->post(from.now() + deliver_);
  if (events_ != nullptr) events_->ipi_sent(from.hart(), target, from.now(), arrival);
  from.forget_horizon();
  ++sent_;
  traced_from_ = static_cast<uint32_t>(from.hart().value);
  traced_to_ = static_cast<uint32_t>(target.value);
  ++traced_count_;
}

void Fabric::tell(IMachineEvents* events) {
  events_ = events;
  for (Inbox* inbox : inboxes_) inbox->events_ = events;
}

void Fabric::trace(sc_core::sc_trace_file* file, ViewQueue& queue) {
  const std::string prefix = std::string(name()) + ".";
  sc_core::sc_trace(file, traced_from_, prefix + "ipi_from");
  sc_core::sc_trace(file, traced_to_, prefix + "ipi_to");
  sc_core::sc_trace(file, traced_count_, prefix + "ipi_count");
  for (Inbox* inbox : inboxes_) {
    inbox->views_ = &queue;
    const std::string hart = "hart" + std::to_string(inbox->clock_->hart().value);
    sc_core::sc_trace(file, inbox->traced_pending_, prefix + hart + "_ipi_pending");
  }
}

}  // namespace cowmmu
