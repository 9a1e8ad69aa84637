// SPDX-License-Identifier: Apache-2.0
// ChannelController: one memory channel: its queues, its scheduler, its banks. It goes from one
// decision to the next and never looks at the edges between.
// Timing: a request that arrives at S takes part in decisions from the first edge after S. One
// command an edge. A read's data ends tCL + tBL after its RD; a read of a line whose write is
// queued completes one edge after it is seen. A full queue holds up every later request, in order.
// Ordering: reads before writes, except from write_high queued writes down to write_low; queued
// writes of one line merge. A write may overtake an older read of its line: the caches keep one
// transaction a line, and bytes are not here.
#pragma once

#include <boost/circular_buffer.hpp>
#include <memory>
#include <vector>

#include "dram/config.h"
#include "dram/page_policy.h"
#include "dram/refresh.h"
#include "dram/scheduler.h"
#include "dram/stats.h"

namespace cowmmu {

// Takes completed reads. It must not call back into the engine.
class IDramSink {
 public:
  virtual ~IDramSink() = default;
  // Called when the read command is issued: `completion`, the end of the data, lies ahead.
  virtual void read_done(uint64_t tag, Picos completion) = 0;
};

class ChannelController {
 public:
  ChannelController(const DramConfig& config, uint32_t channel, IDramSink& sink);

  // All decisions at edges at or before request.arrival have been made.
  void enqueue(const DramRequest& request, const DramLocation& at);
  // No decision before this edge; exact once planned(). kNeverCycles when idle.
  DramCycles not_before() const { return planned_ ? std::min(plan_.edge, admission_) : now_; }
  bool planned() const { return planned_; }
  // Finds the next decision. Put off until somebody needs it: arrivals change it.
  void make_plan();
  // Makes the decision at not_before(). Only when planned().
  void step();
  // No read completes by a decision before this edge; kNeverCycles without a read.
  DramCycles read_bound();

  // Counted without refreshes, which have a closed form.
  const DramStats& stats() const { return stats_; }
  void reset_stats() { stats_ = {}; }
  const RefreshSchedule& refresh() const { return refresh_; }
  size_t reads_queued() const { return reads_.size(); }
  size_t writes_queued() const { return writes_.size(); }
  // Every refresh whose rows close before this edge enters the log.
  void take_refreshes(DramCycles before);
  void log_commands() { logging_ = true; }
  std::vector<DramCommand> take_log();
  const DramCommand& last_command() const { return last_; }

 private:
  struct Arrival {
    DramLocation at;
    QueuedRequest request;
    bool write;
  };
  struct Plan {
    DramCycles edge = kNeverCycles;
    size_t request = 0;  // its place in the queue
    NextCommand command = NextCommand::kColumn;
    bool write = false;  // from which queue
  };

  // Requests of a bank that all hit, or all miss, its row share a candidate within one plan.
  struct Evaluated {
    uint64_t plan = 0;
    Candidate candidate{};
  };

  bool admissible(const Arrival& arrival) const;
  void admit(const Arrival& arrival);
  bool admit_waiting();
  bool catch_up();
  void log_refreshes(uint32_t rank, RefreshSchedule::Run run, bool row_open);
  Candidate candidate(const QueuedRequest& request, bool write);
  Candidate evaluate(BankIndex bank, bool hit, bool write) const;
  void issue();
  void issue_column(QueuedRequest request);
  void count(const QueuedRequest& request, DramCycles completion);
  void record(DramCommandKind kind, const DramLocation& at, DramCycles edge);
  DramLocation location_of(const QueuedRequest& request) const;
  void set_admission();

  const DramConfig& config_;
  uint32_t channel_;
  IDramSink& sink_;
  ChannelTiming timing_;
  RefreshSchedule refresh_;
  std::unique_ptr<IScheduler> scheduler_;
  std::unique_ptr<IPagePolicy> page_policy_;
  std::array<DramCycles, 2> row_use_;  // [write] activate to the earliest legal precharge
  std::array<DramCycles, 2> column_use_;
  RequestQueue reads_, writes_;
  boost::circular_buffer<Arrival> waiting_;  // what the queues have no room for
  uint64_t reads_waiting_ = 0;
  bool draining_ = false;
  DramCycles now_{};                     // the first edge not decided yet
  DramCycles admission_ = kNeverCycles;  // when the head of waiting_ enters its queue
  Plan plan_;
  bool planned_ = true;
  uint64_t plans_ = 0;
  std::vector<Candidate> candidates_;
  std::vector<std::array<Evaluated, 2>> evaluated_;  // [bank][hit]
  DramStats stats_;
  bool logging_ = false;
  std::vector<DramCommand> log_;
  DramCommand last_{};
};

}  // namespace cowmmu
