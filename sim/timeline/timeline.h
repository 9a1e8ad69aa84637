// SPDX-License-Identifier: Apache-2.0
// Timeline: what a run did when, as Chrome trace events (docs/timeline.md). It listens to the
// hardware and to the OS, and changes nothing. Events before the measured part are left out; its
// first cycle is time 0. The file is the same whether harts run ahead or not: each hart's events
// are in its order, and are merged by (time, hart, order) when the run is over.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/machine_events.h"
#include "machine/machine.h"
#include "os/observer.h"
#include "output/record_file.h"
#include "timeline/hart_track.h"
#include "timeline/ipi_flows.h"
#include "timeline/shared_frames.h"

namespace cowmmu {

class Timeline : public IMachineEvents, public IOsObserver {
 public:
  // Throws InputError where the file's folder cannot be written.
  Timeline(RecordFile file, uint64_t harts, ProcessOf process_of);

  // After the run, with settled ledgers: writes the file. Throws RunError where it cannot be.
  // `frames`: how many there are.
  void finish(Machine& machine, Cycles length, uint64_t frames);

  void phase_begins(HartId hart, Phase phase, Cycles now, const HartTrack::Spent& spent) override;
  void context_set(HartId hart, Cycles now) override;
  void ipi_sent(HartId from, HartId to, Cycles now, Cycles arrival) override;
  void ipis_taken(HartId by, Cycles now) override;

  void pte_changed(ICpu& cpu, const AddressSpace& space, VirtAddr va, unsigned level, Pte before,
                   Pte after) override;
  void frames_in_use(ICpu& cpu, int64_t change) override;
  void fault_counted(ICpu& cpu, VirtAddr va, FaultKind kind) override;
  void forked(ICpu& cpu, Pid child) override;
  void ended(ICpu& cpu, Pid pid, bool killed) override;
  void syscall(ICpu& cpu, uint32_t number) override;
  void shootdown_begin(ICpu& cpu, uint64_t targets) override;
  void shootdown_end(ICpu& cpu) override;
  void acknowledged(ICpu& cpu, HartId initiator) override;
  void measured(ICpu& cpu) override;

 private:
  HartTrack& track(HartId hart) { return tracks_[hart.value]; }
  HartTrack& track(const ICpu& cpu) { return track(cpu.id()); }
  // A change of the counters.
  void count(const ICpu& cpu, const Record& change);

  RecordFile file_;
  ProcessOf process_of_;
  RecordLog log_;
  std::vector<HartTrack> tracks_;
  IpiFlows flows_;
  Cycles flow_time_{};   // of the flow step in progress
  SharedFrames before_;  // as the log begins
  Cycles begin_{};       // of the measured part
  bool running_ = false;
};

}  // namespace cowmmu
