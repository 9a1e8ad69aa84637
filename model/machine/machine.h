// SPDX-License-Identifier: Apache-2.0
// Machine: the whole hardware, wired: harts with their MMUs and private caches, the shared last
// level, DRAM and the interrupt fabric. One a process: SystemC allows one elaboration.
#pragma once

#include <memory>
#include <systemc>
#include <vector>

#include "cache/cached_memory.h"
#include "cache/uncached_memory.h"
#include "copier/copier.h"
#include "dram/dram.h"
#include "hart/hart.h"
#include "machine/blocks.h"
#include "params/params.h"

namespace cowmmu {

class Machine : public sc_core::sc_module {
 public:
  struct Options {
    bool exact_step = false;  // synchronise before every step; the results are the same
    MachineBlocks blocks{};
  };
  // `frames` must hold machine.dram.bytes from kMemoryBase.
  Machine(const sc_core::sc_module_name& name, const Params& params, const Options& options,
          FrameStore& frames, ITrapHandler& handler);
  ~Machine() override;

  // Runs until nothing is left to happen (every hart sleeps for good). Rethrows a hart's failure.
  void run();
  // Cycles since the mark (or reset) until the last hart went to sleep; ledgers settle there.
  Cycles finish();
  // The measured part begins at the caller's time: counters and ledgers restart. Waits until the
  // other harts sleep, so that no cycle of theirs is cut.
  void mark(Hart& by);

  uint64_t harts() const { return harts_.size(); }
  Hart& hart(HartId id);
  FrameStore& frames() { return frames_; }
  SharedCache* shared_cache();  // nullptr on a machine without caches
  const CachedMemory* private_cache(HartId id) const;
  Fabric& fabric() { return fabric_; }
  Copier& copier();
  Dram* dram();
  const ClockDomain& clock() const { return domain_; }
  Cycles marked_at() const { return marked_at_; }
  // Before run(), on a machine with exact_step: only then does kernel time show each step at its
  // own.
  void trace(sc_core::sc_trace_file* file, const ProcessOf& process_of);
  // Before run(); nullptr: nobody watches.
  void tell(IMachineEvents* events);

  static constexpr PhysAddr kMemoryBase{0x80000000};

 private:
  struct HartSet;
  struct CopierSet;
  struct Outside;
  using sc_module::trace;

  Cycles reach() const;
  bool others_sleep(const Hart& by) const;

  ClockDomain domain_;
  FrameStore& frames_;
  std::unique_ptr<Dram> dram_;
  std::unique_ptr<SharedCache> shared_;
  LineWatchers watchers_;
  Fabric fabric_;
  FenceNet fences_;
  std::unique_ptr<CopierSet> copier_;
  std::vector<std::unique_ptr<HartSet>> harts_;
  Cycles marked_at_{};
  std::unique_ptr<ViewQueue> views_;  // nullptr: no waveform
};

}  // namespace cowmmu
