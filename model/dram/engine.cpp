// SPDX-License-Identifier: Apache-2.0
#include "dram/engine.h"

#include "base/check.h"

namespace cowmmu {

DramEngine::DramEngine(const DramConfig& config, IDramSink& sink) : config_(config), sink_(sink) {
  for (uint32_t n = 0; n < config_.shape.channels; ++n) {
    channels_.push_back(std::make_unique<ChannelController>(config_, n, sink_));
  }
}

void DramEngine::enqueue(const DramRequest& request) {
  COWMMU_CHECK(request.arrival >= last_arrival_,
               "arrival " + std::to_string(request.arrival.value) + " ps before the last one");
  last_arrival_ = request.arrival;
  const DramCycles seen = config_.clock.first_edge_after(request.arrival);
  COWMMU_CHECK(seen >= decided_,
               "arrival " + std::to_string(request.arrival.value) + " ps after its decision");
  run(seen, false);
  const DramLocation at = config_.mapping.locate(request.line);
  channels_[at.channel]->enqueue(request, at);
}

void DramEngine::advance_to(Picos limit) { run(config_.clock.first_edge_from(limit), false); }

bool DramEngine::advance_to_read(Picos limit) {
  return run(config_.clock.first_edge_from(limit), true);
}

// Channels take turns in order of time, then number: the sink hears of reads in one order, however
// time is cut.
bool DramEngine::run(DramCycles end, bool stop_at_read) {
  const uint64_t before = sink_.reads;
  for (;;) {
    ChannelController& channel = earliest_channel();
    const DramCycles edge = channel.not_before();
    if (edge >= end || edge == kNeverCycles) break;
    if (!channel.planned()) {
      channel.make_plan();
      continue;
    }
    channel.step();
    decided_ = std::max(decided_, edge);
    if (stop_at_read && sink_.reads != before) return true;
  }
  if (end == kNeverCycles) return false;
  decided_ = std::max(decided_, end);
  for (const auto& channel : channels_) channel->take_refreshes(end);
  return false;
}

ChannelController& DramEngine::earliest_channel() const {
  ChannelController* earliest = channels_.front().get();
  for (const auto& channel : channels_) {
    if (channel->not_before() < earliest->not_before()) earliest = channel.get();
  }
  return *earliest;
}

Picos DramEngine::next_decision() const {
  DramCycles first = kNeverCycles;
  for (const auto& channel : channels_) first = std::min(first, channel->read_bound());
  return first == kNeverCycles ? kNever : config_.clock.time_of(first);
}

Picos DramEngine::next_command() const {
  for (const auto& channel : channels_) {
    if (!channel->planned()) channel->make_plan();
  }
  const DramCycles first = earliest_channel().not_before();
  return first == kNeverCycles ? kNever : config_.clock.time_of(first);
}

DramStats DramEngine::stats() const {
  DramStats total;
  for (const auto& channel : channels_) {
    total.merge(channel->stats());
    total.refreshes +=
        channel->refresh().count_before(decided_) - channel->refresh().count_before(counted_from_);
  }
  return total;
}

void DramEngine::reset_stats() {
  counted_from_ = decided_;
  for (const auto& channel : channels_) channel->reset_stats();
}

void DramEngine::log_commands() {
  for (const auto& channel : channels_) channel->log_commands();
}

}  // namespace cowmmu
