// SPDX-License-Identifier: Apache-2.0
#include "system/run_records.h"

namespace cowmmu {

RunRecords::RunRecords(const RunOptions& options, uint64_t harts, ProcessOf process_of)
    : options_(options), process_of_(std::move(process_of)) {
  if (options_.wave) first_ = std::make_unique<FirstEvents>(harts);
  if (options_.timeline)
    timeline_ = std::make_unique<Timeline>(*options_.timeline, harts, process_of_);
}

template <class Interface>
std::vector<Interface*> RunRecords::all() const {
  std::vector<Interface*> found;
  if (first_) found.push_back(first_.get());
  if (timeline_) found.push_back(timeline_.get());
  return found;
}

std::vector<IOsObserver*> RunRecords::os_observers() const { return all<IOsObserver>(); }
std::vector<IMachineEvents*> RunRecords::machine_events() const { return all<IMachineEvents>(); }

void RunRecords::start(System& system) {
  if (options_.wave)
    wave_ = std::make_unique<Waveform>(Waveform::Files{*options_.wave, options_.gtkw},
                                       system.machine(), process_of_);
}

void RunRecords::finish(System& system) {
  if (wave_) wave_->finish(*first_);
  if (timeline_)
    timeline_->finish(system.machine(), system.cycles(), system.frames().totals().total);
}

}  // namespace cowmmu
