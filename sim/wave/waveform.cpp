// SPDX-License-Identifier: Apache-2.0
#include "wave/waveform.h"

#include "output/output_file.h"
#include "wave/gtkw.h"

namespace cowmmu {
namespace {

std::optional<Picos> begin_of(const ClockDomain& clock,
                              const std::optional<FirstEvents::Event>& event) {
  if (!event) return std::nullopt;
  return clock.slot(event->begin, event->hart);
}

GtkwMarkers markers_of(const ClockDomain& clock, const FirstEvents& events) {
  GtkwMarkers markers{begin_of(clock, events.fork()),
                      begin_of(clock, events.cow_fault()),
                      begin_of(clock, events.exit()),
                      {}};
  if (const auto& fault = events.cow_fault())
    markers.cow_fault_end = clock.slot(fault->end, fault->hart);
  return markers;
}

}  // namespace

Waveform::Waveform(Files files, Machine& machine, const ProcessOf& process_of)
    : files_(std::move(files)), machine_(machine), vcd_(files_.wave) {
  machine.trace(vcd_.trace_file(), process_of);
}

void Waveform::finish(const FirstEvents& events) {
  vcd_.close();
  write_file(files_.gtkw,
             gtkw_text(read_vcd_names(vcd_.header()), files_.wave.shown.filename().string(),
                       markers_of(machine_.clock(), events)));
}

}  // namespace cowmmu
