// SPDX-License-Identifier: Apache-2.0
#include "dram/dram.h"

#include <array>

#include "base/check.h"

namespace cowmmu {

namespace {
Picos kernel_time() { return Picos(sc_core::sc_time_stamp().value()); }

const char* name_of(DramCommandKind kind) {
  constexpr std::array kNames{"ACT", "PRE", "PREA", "RD", "RDA", "WR", "WRA", "REF"};
  return kNames.at(static_cast<size_t>(kind));
}
}  // namespace

Dram::Dram(const sc_core::sc_module_name& name, const DramConfig& config, IDramSink& sink)
    : sc_module(name), engine_(config, sink), views_(config.shape.channels) {
  COWMMU_CHECK(sc_core::sc_get_time_resolution() == sc_core::sc_time(1, sc_core::SC_PS),
               "kernel time is not in picoseconds");
  SC_METHOD(run);
  sensitive << wake_;
  dont_initialize();
}

void Dram::arm() {
  update_views();
  Picos next = next_wake();
  if (next < kernel_time()) {
    // Writes that came since moved the engine's bound down, though no read was decided by them.
    engine_.advance_to(kernel_time());
    next = next_wake();
  }
  if (next == armed_) return;
  armed_ = next;
  wake_.cancel();
  if (next == DramEngine::kNever) return;
  COWMMU_CHECK(next >= kernel_time(), "a decision lies in the kernel's past");
  wake_.notify(sc_core::sc_time::from_value((next - kernel_time()).value));
}

Picos Dram::next_wake() { return traced_ ? engine_.next_command() : engine_.next_decision(); }

void Dram::disarm() {
  if (traced_) return;
  wake_.cancel();
  armed_ = DramEngine::kNever;
}

void Dram::run() {
  armed_ = DramEngine::kNever;
  engine_.advance_to(kernel_time() + Picos(1));
  arm();
}

void Dram::trace(sc_core::sc_trace_file* file) const {
  traced_ = true;
  for (size_t n = 0; n < views_.size(); ++n) {
    const std::string prefix = std::string(name()) + ".ch" + std::to_string(n) + ".";
    const ChannelView& view = views_[n];
    view.command.trace(file, prefix + "command");
    sc_core::sc_trace(file, view.rank, prefix + "rank");
    sc_core::sc_trace(file, view.bank, prefix + "bank");
    sc_core::sc_trace(file, view.row, prefix + "row");
    sc_core::sc_trace(file, view.reads_queued, prefix + "reads_queued");
    sc_core::sc_trace(file, view.writes_queued, prefix + "writes_queued");
  }
}

void Dram::update_views() {
  if (!traced_) return;
  for (size_t n = 0; n < views_.size(); ++n) {
    const ChannelController& channel = engine_.channel(static_cast<uint32_t>(n));
    const DramCommand& last = channel.last_command();
    const uint32_t per_group = engine_.config().shape.banks_per_group;
    views_[n] = {.command = TextSignal<4>(name_of(last.kind)),
                 .rank = last.at.rank,
                 .bank = last.at.bank_group * per_group + last.at.bank,
                 .row = last.at.row,
                 .reads_queued = static_cast<unsigned>(channel.reads_queued()),
                 .writes_queued = static_cast<unsigned>(channel.writes_queued())};
  }
}

}  // namespace cowmmu
