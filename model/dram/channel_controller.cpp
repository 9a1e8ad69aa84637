// SPDX-License-Identifier: Apache-2.0
#include "dram/channel_controller.h"

#include "base/check.h"

namespace cowmmu {

namespace {
constexpr size_t kFirstWaiting = 64;  // grows by doubling

// From a column command to the earliest precharge of its bank.
DramCycles column_to_precharge(const DramTiming& t, bool write) {
  return write ? write_data_end(t) + t.tWR : t.tRTP;
}
DramCycles activate_to_precharge(const DramTiming& t, bool write) {
  return std::max(t.tRAS, t.tRCD + column_to_precharge(t, write));
}
}  // namespace

ChannelController::ChannelController(const DramConfig& config, uint32_t channel, IDramSink& sink)
    : config_(config),
      channel_(channel),
      sink_(sink),
      timing_(config.preset.timing, config.shape),
      refresh_(config.preset.timing, config.shape.ranks, config.params.refresh),
      scheduler_(make_scheduler(config.params.scheduler)),
      page_policy_(make_page_policy(config.params.page_policy)),
      reads_(config.params.read_queue),
      writes_(config.params.write_queue),
      waiting_(kFirstWaiting),
      evaluated_(static_cast<size_t>(config.shape.ranks) * config.shape.banks_per_rank()) {
  COWMMU_CHECK(scheduler_ != nullptr, "no scheduler " + config.params.scheduler);
  COWMMU_CHECK(page_policy_ != nullptr, "no page policy " + config.params.page_policy);
  for (const bool write : {false, true}) {
    row_use_[write] = activate_to_precharge(config.preset.timing, write);
    column_use_[write] = column_to_precharge(config.preset.timing, write);
  }
  candidates_.reserve(std::max(config.params.read_queue, config.params.write_queue));
}

void ChannelController::enqueue(const DramRequest& request, const DramLocation& at) {
  const DramCycles seen = config_.clock.first_edge_after(request.arrival);
  const Arrival arrival{at,
                        {.line = request.line,
                         .row = at.row,
                         .bank = timing_.index_of(at),
                         .seen = seen,
                         .tag = request.tag},
                        request.write};
  ++(request.write ? stats_.writes : stats_.reads);
  // Nothing is decided between now and `seen`: what has room enters its queue right away.
  if (waiting_.empty() && admissible(arrival)) {
    now_ = std::max(now_, seen);
    catch_up();
    admit(arrival);
    planned_ = false;
    return;
  }
  if (waiting_.full()) waiting_.set_capacity(2 * waiting_.capacity());
  waiting_.push_back(arrival);
  if (!request.write) ++reads_waiting_;
  set_admission();
}

void ChannelController::step() {
  now_ = not_before();
  const bool closed_rows = catch_up();
  const bool admitted = admit_waiting();
  if (closed_rows || admitted) make_plan();
  if (plan_.edge == now_) {
    issue();
    ++now_;
    planned_ = false;
  }
  set_admission();
}

bool ChannelController::admissible(const Arrival& a) const {
  return !(a.write ? writes_ : reads_).full() || writes_.holds(a.request.line);
}

void ChannelController::admit(const Arrival& a) {
  const bool write_queued = writes_.holds(a.request.line);
  if (a.write) {
    if (write_queued) {
      ++stats_.merged_writes;
      return;
    }
    writes_.push(a.request);
    draining_ = draining_ || writes_.size() >= config_.params.write_high;
  } else if (write_queued) {
    ++stats_.forwarded_reads;
    const DramCycles done = now_ + DramCycles(1);
    stats_.read_latency.add(done - a.request.seen + DramCycles(1));
    sink_.read_done(a.request.tag, config_.clock.time_of(done));
  } else {
    reads_.push(a.request);
  }
}

bool ChannelController::admit_waiting() {
  bool any = false;
  while (!waiting_.empty() && waiting_.front().request.seen <= now_ &&
         admissible(waiting_.front())) {
    if (!waiting_.front().write) --reads_waiting_;
    admit(waiting_.front());
    waiting_.pop_front();
    any = true;
  }
  return any;
}

void ChannelController::set_admission() {
  const bool possible = !waiting_.empty() && admissible(waiting_.front());
  admission_ = possible ? std::max(now_, waiting_.front().request.seen) : kNeverCycles;
}

// Applies the refreshes that close rows by now_. Taking them early or late makes no difference: no
// command is planned for a rank between its closing edge and the end of its refresh.
bool ChannelController::catch_up() {
  if (!refresh_.due(now_)) return false;
  for (uint32_t rank = 0; rank < config_.shape.ranks; ++rank) {
    const auto run = refresh_.take(rank, now_);
    if (!run) continue;
    if (logging_) log_refreshes(rank, *run, timing_.any_row_open(rank));
    timing_.refresh(rank, run->last);
  }
  refresh_.settle(now_);
  return true;
}

void ChannelController::log_refreshes(uint32_t rank, RefreshSchedule::Run run, bool row_open) {
  const DramTiming& t = config_.preset.timing;
  const DramLocation at{.channel = channel_, .rank = rank};
  if (row_open) record(DramCommandKind::kPreAll, at, run.first - t.tRP);
  for (DramCycles edge = run.first; edge <= run.last; edge += t.tREFI) {
    record(DramCommandKind::kRef, at, edge);
  }
}

void ChannelController::take_refreshes(DramCycles before) {
  if (!logging_ || before <= now_) return;
  now_ = before;
  if (catch_up()) planned_ = false;
}

void ChannelController::make_plan() {
  planned_ = true;
  plan_ = Plan{};
  const bool write = draining_ || reads_.empty();
  const RequestQueue& queue = write ? writes_ : reads_;
  if (queue.empty()) return;
  ++plans_;
  candidates_.clear();
  for (const QueuedRequest& request : queue) candidates_.push_back(candidate(request, write));
  const size_t chosen = scheduler_->choose(candidates_);
  plan_ = {candidates_[chosen].edge, chosen, candidates_[chosen].command, write};
}

Candidate ChannelController::candidate(const QueuedRequest& q, bool write) {
  const bool hit = timing_.open_row(q.bank) == q.row;
  Evaluated& e = evaluated_[q.bank][hit];
  if (e.plan != plans_) e = {plans_, evaluate(q.bank, hit, write)};
  return e.candidate;
}

// The next command of a request. Where it cannot end before its rank's next refresh, that is an
// activate after the refresh; the plan is made anew when that time comes.
Candidate ChannelController::evaluate(BankIndex bank, bool hit, bool write) const {
  const DramTiming& t = config_.preset.timing;
  Candidate c{timing_.earliest_column(bank, write), bank, NextCommand::kColumn};
  DramCycles use = column_use_[write];
  if (!hit && timing_.open_row(bank) == ChannelTiming::kClosed) {
    c = {timing_.earliest_activate(bank), bank, NextCommand::kActivate};
    use = row_use_[write];
  } else if (!hit) {
    c = {timing_.earliest_precharge(bank), bank, NextCommand::kPrecharge};
    use = t.tRP + row_use_[write];
  }
  c.edge = refresh_.free_slot(std::max(now_, c.edge));
  const uint32_t rank = timing_.rank_of(bank);
  if (c.edge + use > refresh_.closing(rank)) {
    const DramCycles after = std::max(c.edge, refresh_.next(rank) + t.tRFC);
    c = {refresh_.free_slot(after), bank, NextCommand::kActivate};
  }
  return c;
}

void ChannelController::issue() {
  RequestQueue& queue = plan_.write ? writes_ : reads_;
  QueuedRequest& request = queue[plan_.request];
  switch (plan_.command) {
    case NextCommand::kPrecharge:
      request.outcome = RowOutcome::kConflict;
      timing_.precharge(request.bank, now_);
      record(DramCommandKind::kPre, location_of(request), now_);
      break;
    case NextCommand::kActivate:
      if (request.outcome == RowOutcome::kHit) request.outcome = RowOutcome::kMiss;
      timing_.activate(request.bank, request.row, now_);
      record(DramCommandKind::kAct, location_of(request), now_);
      break;
    case NextCommand::kColumn: {
      const QueuedRequest done = request;
      queue.remove(plan_.request);
      issue_column(done);
      break;
    }
  }
}

void ChannelController::issue_column(QueuedRequest request) {
  const DramTiming& t = config_.preset.timing;
  const bool write = plan_.write;
  const bool close = page_policy_->closes(request, reads_, writes_);
  timing_.column(request.bank, write, close, now_);
  const DramCommandKind read_kind = close ? DramCommandKind::kRda : DramCommandKind::kRd;
  const DramCommandKind write_kind = close ? DramCommandKind::kWra : DramCommandKind::kWr;
  record(write ? write_kind : read_kind, location_of(request), now_);
  if (write && writes_.size() <= config_.params.write_low) draining_ = false;
  const DramCycles done = now_ + (write ? write_data_end(t) : t.tCL + t.tBL);
  count(request, done);
  if (!write) sink_.read_done(request.tag, config_.clock.time_of(done));
}

void ChannelController::count(const QueuedRequest& request, DramCycles completion) {
  switch (request.outcome) {
    case RowOutcome::kHit:
      ++stats_.row_hits;
      break;
    case RowOutcome::kMiss:
      ++stats_.row_misses;
      break;
    case RowOutcome::kConflict:
      ++stats_.row_conflicts;
      break;
  }
  // From the last edge at or before the arrival.
  const DramCycles latency = completion - request.seen + DramCycles(1);
  (plan_.write ? stats_.write_latency : stats_.read_latency).add(latency);
}

DramCycles ChannelController::read_bound() {
  if (!planned_) make_plan();
  // A waiting read may be admitted, and even forwarded, by the very next decision.
  const bool read_waiting =
      std::any_of(waiting_.begin(), waiting_.end(), [](const Arrival& a) { return !a.write; });
  if (read_waiting) return not_before();
  if (reads_.empty()) return kNeverCycles;
  const DramTiming& t = config_.preset.timing;
  DramCycles bound = kNeverCycles;
  for (const QueuedRequest& q : reads_) {
    const uint64_t open = timing_.open_row(q.bank);
    DramCycles edge;
    if (open == q.row) {
      edge = timing_.earliest_column(q.bank, false);
    } else if (open == ChannelTiming::kClosed) {
      edge = std::max(now_, timing_.earliest_activate(q.bank)) + t.tRCD;
    } else {
      edge = std::max(now_, timing_.earliest_precharge(q.bank)) + t.tRP + t.tRCD;
    }
    bound = std::min(bound, edge);
  }
  return std::max(bound, not_before());
}

DramLocation ChannelController::location_of(const QueuedRequest& request) const {
  return config_.mapping.locate(request.line);
}

void ChannelController::record(DramCommandKind kind, const DramLocation& at, DramCycles edge) {
  last_ = {edge, kind, at};
  if (logging_) log_.push_back(last_);
}

std::vector<DramCommand> ChannelController::take_log() {
  // Refreshes are logged when they are noticed, which may be after later commands of other ranks.
  std::stable_sort(log_.begin(), log_.end(),
                   [](const DramCommand& a, const DramCommand& b) { return a.edge < b.edge; });
  return std::exchange(log_, {});
}

}  // namespace cowmmu
