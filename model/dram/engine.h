// SPDX-License-Identifier: Apache-2.0
// DramEngine: the time of main memory: channels, ranks, banks, queues, refresh. Plain C++: it has
// no process and no clock of its own, and computes from one decision to the next when it is
// advanced. The bytes are in FrameStore. Timing: a request with arrival S takes part in decisions
// at memory edges D > S, not at D = S. A read's completion becomes known at its RD command and lies
// tCL + tBL after it. Writes are posted. The result does not depend on how time is cut into calls.
// Ordering: arrivals never go back in time; reads complete in any order.
// Parameters: machine.dram.* (model/params/dram.def). Twin: none. Tests: tests/model/dram/.
#pragma once

#include <memory>

#include "dram/channel_controller.h"

namespace cowmmu {

class DramEngine {
 public:
  static constexpr Picos kNever{~0ULL};

  DramEngine(const DramConfig& config, IDramSink& sink);
  DramEngine(const DramEngine&) = delete;  // the channels refer to its configuration
  DramEngine& operator=(const DramEngine&) = delete;

  // Makes all decisions at edges <= request.arrival first, so the sink may be called; for this very
  // read too, if it is forwarded from a queued write.
  void enqueue(const DramRequest& request);
  // Makes every decision at edges < limit. kNever: until nothing is pending.
  void advance_to(Picos limit);
  // The same, but stops after a decision that completed a read; true if it did. No request that
  // arrives later than that decision is too late: for a caller that is alone.
  bool advance_to_read(Picos limit);
  // No read becomes known at an edge before this one. It is an edge's time, later than all
  // decisions made; kNever when no read is pending (queued writes need no wake-up).
  Picos next_decision() const;
  // The next decision of any kind, writes too.
  Picos next_command() const;

  // Everything decided so far; refreshes up to the same time.
  DramStats stats() const;
  // Counts from here on; refreshes from the last decision made.
  void reset_stats();
  const DramConfig& config() const { return config_; }
  const ChannelController& channel(uint32_t n) const { return *channels_[n]; }

  // From now on keep every command, for checkers and listings.
  void log_commands();
  // The commands of one channel since the last call, in order of time.
  std::vector<DramCommand> take_log(uint32_t channel) { return channels_[channel]->take_log(); }

 private:
  ChannelController& earliest_channel() const;
  bool run(DramCycles end, bool stop_at_read);

  // Counts on the way to the caller's sink.
  struct CountingSink final : IDramSink {
    explicit CountingSink(IDramSink& s) : sink(s) {}
    void read_done(uint64_t tag, Picos completion) override {
      ++reads;
      sink.read_done(tag, completion);
    }
    IDramSink& sink;
    uint64_t reads = 0;
  };

  DramConfig config_;
  CountingSink sink_;
  std::vector<std::unique_ptr<ChannelController>> channels_;
  Picos last_arrival_{};
  DramCycles counted_from_{};
  DramCycles decided_{};  // all decisions at edges below this are made
};

}  // namespace cowmmu
