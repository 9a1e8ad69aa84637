// SPDX-License-Identifier: Apache-2.0
// Latencies of single requests, each derived from the timing parameters.
#include <gtest/gtest.h>

#include "base/check.h"
#include "model/dram/engine_fixture.h"

namespace cowmmu::dram_test {
namespace {

// Far from the first refresh of rank 0 (edge tREFI / 2) and after the start.
constexpr uint64_t kQuiet = 1000;

class EngineTiming : public testing::Test {
 protected:
  const DramTiming t = ddr4_3200().timing;
  Bench bench;
  // A request at edge n takes part in the decision at edge n + 1.
  const uint64_t seen = 1;
  const uint64_t hit = seen + t.tCL.value + t.tBL.value;
  const uint64_t miss = hit + t.tRCD.value;
  const uint64_t conflict = miss + t.tRP.value;
};

TEST_F(EngineTiming, row_miss_costs_activate_and_read) {
  EXPECT_EQ(bench.lone_read({.row = 5}, kQuiet), miss);
  EXPECT_EQ(bench.engine.stats().row_misses, 1U);
}

TEST_F(EngineTiming, row_hit_costs_the_read_alone) {
  bench.lone_read({.row = 5}, kQuiet);
  EXPECT_EQ(bench.lone_read({.column = 1, .row = 5}, 2 * kQuiet), hit);
  EXPECT_EQ(bench.engine.stats().row_hits, 1U);
}

TEST_F(EngineTiming, row_conflict_costs_precharge_activate_and_read) {
  bench.lone_read({.row = 5}, kQuiet);
  EXPECT_EQ(bench.lone_read({.row = 6}, 2 * kQuiet), conflict);
  EXPECT_EQ(bench.engine.stats().row_conflicts, 1U);
}

TEST_F(EngineTiming, early_conflict_waits_for_tRAS) {
  bench.lone_read({.row = 5}, kQuiet);  // its activate is at kQuiet + 1
  const uint64_t precharge = kQuiet + seen + t.tRAS.value;
  const uint64_t arrival = kQuiet + miss;  // just when the first has its data
  ASSERT_LT(arrival, precharge);
  EXPECT_EQ(bench.lone_read({.row = 6}, arrival), precharge - arrival + conflict - seen);
}

TEST_F(EngineTiming, completion_is_known_at_the_read_command_and_not_before) {
  bench.read({.row = 5}, kQuiet);
  const uint64_t command = kQuiet + seen + t.tRCD.value;
  EXPECT_EQ(bench.engine.next_decision(), bench.time(command));
  bench.engine.advance_to(bench.time(command));  // decisions strictly before
  EXPECT_TRUE(bench.sink.done.empty());
  EXPECT_EQ(bench.engine.next_decision(), bench.time(command));
  bench.engine.advance_to(bench.time(command) + Picos(1));
  ASSERT_EQ(bench.sink.done.size(), 1U);
  EXPECT_EQ(bench.sink.done[0].at, bench.time(kQuiet + miss));
  EXPECT_EQ(bench.engine.next_decision(), DramEngine::kNever);
}

TEST_F(EngineTiming, arrival_on_an_edge_is_not_seen_by_that_edge) {
  Bench same, before;
  same.engine.enqueue({.line = same.line({}), .arrival = same.time(kQuiet), .tag = 0});
  before.engine.enqueue({.line = before.line({}), .arrival = before.time(kQuiet) - Picos(1)});
  same.engine.advance_to(DramEngine::kNever);
  before.engine.advance_to(DramEngine::kNever);
  EXPECT_EQ(same.sink.done[0].at, same.time(kQuiet + miss));
  EXPECT_EQ(before.sink.done[0].at, before.time(kQuiet + miss - 1));
}

TEST_F(EngineTiming, reads_of_one_row_follow_at_tCCD_L) {
  bench.lone_read({.row = 5}, kQuiet);
  bench.read({.column = 1, .row = 5}, 2 * kQuiet);
  bench.read({.column = 2, .row = 5}, 2 * kQuiet);
  bench.engine.advance_to(DramEngine::kNever);
  EXPECT_EQ(bench.sink.done[1].at, bench.time(2 * kQuiet + hit));
  EXPECT_EQ(bench.sink.done[2].at, bench.time(2 * kQuiet + hit + t.tCCD_L.value));
}

TEST_F(EngineTiming, oldest_row_hit_goes_before_an_older_conflict) {
  bench.lone_read({.row = 5}, kQuiet);
  bench.read({.row = 6}, 2 * kQuiet);               // tag 1, older
  bench.read({.column = 1, .row = 5}, 2 * kQuiet);  // tag 2, hits
  bench.engine.advance_to(DramEngine::kNever);
  EXPECT_EQ(bench.sink.done[1].tag, 2U);
  EXPECT_EQ(bench.sink.done[2].tag, 1U);
}

TEST_F(EngineTiming, fcfs_keeps_the_order_of_arrival) {
  DramParams params = one_channel();
  params.scheduler = "fcfs";
  Bench fcfs(params);
  fcfs.lone_read({.row = 5}, kQuiet);
  fcfs.read({.row = 6}, 2 * kQuiet);
  fcfs.read({.column = 1, .row = 5}, 2 * kQuiet);
  fcfs.engine.advance_to(DramEngine::kNever);
  EXPECT_EQ(fcfs.sink.done[1].tag, 1U);
  EXPECT_EQ(fcfs.sink.done[2].tag, 2U);
  EXPECT_EQ(fcfs.engine.stats().row_conflicts, 2U);
}

TEST_F(EngineTiming, closed_page_turns_conflicts_into_misses) {
  DramParams params = one_channel();
  params.page_policy = "closed";
  Bench closed(params);
  closed.lone_read({.row = 5}, kQuiet);
  EXPECT_EQ(closed.lone_read({.row = 6}, 2 * kQuiet), miss);
  EXPECT_EQ(closed.lone_read({.row = 6}, 3 * kQuiet), miss);
}

TEST_F(EngineTiming, read_of_a_queued_write_is_forwarded_one_edge_after_it_is_seen) {
  bench.write({.row = 5}, kQuiet);
  EXPECT_EQ(bench.lone_read({.row = 5}, kQuiet), seen + 1);
  EXPECT_EQ(bench.engine.stats().forwarded_reads, 1U);
}

TEST_F(EngineTiming, queued_writes_alone_need_no_wakeup_but_happen) {
  bench.write({.row = 5}, kQuiet);
  EXPECT_EQ(bench.engine.next_decision(), DramEngine::kNever);
  EXPECT_NE(bench.engine.next_command(), DramEngine::kNever);
  bench.engine.advance_to(bench.time(2 * kQuiet));
  EXPECT_EQ(bench.engine.channel(0).writes_queued(), 0U);
  EXPECT_EQ(bench.lone_read({.column = 1, .row = 5}, 2 * kQuiet), hit);
}

TEST_F(EngineTiming, reads_go_before_writes_below_the_high_watermark) {
  const uint64_t high = bench.config.params.write_high;
  bench.read({.row = 1}, kQuiet);
  for (uint64_t i = 0; i + 1 < high; ++i) bench.write({.row = 2 + i}, kQuiet);
  bench.engine.advance_to_read(DramEngine::kNever);
  EXPECT_EQ(bench.engine.channel(0).writes_queued(), high - 1);
  EXPECT_EQ(bench.sink.done[0].at, bench.time(kQuiet + miss));
}

TEST_F(EngineTiming, the_high_watermark_drains_writes_down_to_the_low_one) {
  const uint64_t high = bench.config.params.write_high;
  bench.read({.row = 1}, kQuiet);
  for (uint64_t i = 0; i < high; ++i) bench.write({.row = 2 + i}, kQuiet);
  bench.engine.advance_to_read(DramEngine::kNever);
  EXPECT_EQ(bench.engine.channel(0).writes_queued(), bench.config.params.write_low);
}

TEST_F(EngineTiming, a_full_queue_holds_later_requests_in_order) {
  DramParams params = one_channel();
  params.read_queue = 1;
  Bench narrow(params);
  narrow.lone_read({.row = 5}, kQuiet);
  narrow.read({.row = 6}, 2 * kQuiet);
  narrow.read({.column = 1, .row = 5}, 2 * kQuiet);  // a hit, but not in the queue: not seen
  narrow.engine.advance_to(DramEngine::kNever);
  EXPECT_EQ(narrow.sink.done[1].tag, 1U);
  EXPECT_EQ(narrow.sink.done[1].at, narrow.time(2 * kQuiet + conflict));
  EXPECT_EQ(narrow.engine.stats().row_conflicts, 2U);
}

// Refresh of rank 0: at tREFI / 2 (two ranks, staggered); closing tRP before.
class EngineRefresh : public EngineTiming {
 protected:
  const uint64_t refresh = t.tREFI.value / 2;
  const uint64_t end = refresh + t.tRFC.value;
  const uint64_t closing = refresh - t.tRP.value;
};

TEST_F(EngineRefresh, read_during_refresh_waits_for_its_end) {
  const uint64_t arrival = refresh + 1;
  EXPECT_EQ(bench.lone_read({.row = 5}, arrival), end - arrival + miss - seen);
}

TEST_F(EngineRefresh, refresh_of_the_other_rank_does_not_matter) {
  EXPECT_EQ(bench.lone_read({.rank = 1, .row = 5}, refresh + 1), miss);
}

TEST_F(EngineRefresh, last_hit_before_refresh_ends_tRTP_before_the_closing) {
  const uint64_t last = closing - t.tRTP.value - seen;
  for (const uint64_t late : {0, 1}) {
    Bench b;
    b.lone_read({.row = 5}, kQuiet);
    const uint64_t arrival = last + late;
    const uint64_t waited = end - arrival + miss - seen;
    EXPECT_EQ(b.lone_read({.column = 1, .row = 5}, arrival), late == 0 ? hit : waited);
  }
}

TEST_F(EngineRefresh, last_activate_before_refresh_leaves_tRAS) {
  const uint64_t last = closing - t.tRAS.value - seen;
  EXPECT_EQ(bench.lone_read({.row = 5}, last), miss);
  Bench late;
  EXPECT_EQ(late.lone_read({.row = 5}, last + 1), end - (last + 1) + miss - seen);
}

TEST_F(EngineRefresh, refresh_closes_rows) {
  bench.lone_read({.row = 5}, kQuiet);
  EXPECT_EQ(bench.lone_read({.row = 5}, end + 100), miss);
}

TEST_F(EngineRefresh, idle_memory_has_nothing_pending_and_counts_its_refreshes) {
  EXPECT_EQ(bench.engine.next_command(), DramEngine::kNever);
  const uint64_t intervals = 1000000;
  bench.engine.advance_to(bench.time(intervals * t.tREFI.value) + Picos(1));
  EXPECT_EQ(bench.engine.stats().refreshes, 2 * intervals);
  EXPECT_EQ(bench.engine.next_command(), DramEngine::kNever);
}

TEST_F(EngineRefresh, reset_statistics_count_from_then_on) {
  bench.lone_read({.row = 5}, kQuiet);
  bench.engine.advance_to(bench.time(10 * t.tREFI.value));
  bench.engine.reset_stats();
  EXPECT_EQ(bench.engine.stats().reads, 0U);
  EXPECT_EQ(bench.engine.stats().refreshes, 0U);
  EXPECT_EQ(bench.engine.stats().read_latency.count(), 0U);
  bench.engine.advance_to(bench.time(12 * t.tREFI.value));
  EXPECT_EQ(bench.engine.stats().refreshes, 2U * 2U);
}

TEST_F(EngineRefresh, without_refresh_there_is_none) {
  DramParams params = one_channel();
  params.refresh = false;
  Bench b(params);
  EXPECT_EQ(b.lone_read({.row = 5}, refresh + 1), miss);
  EXPECT_EQ(b.engine.stats().refreshes, 0U);
}

TEST_F(EngineTiming, an_arrival_in_the_decided_past_is_a_broken_invariant) {
  bench.engine.advance_to(bench.time(kQuiet) + Picos(1));
  EXPECT_THROW(bench.read({}, kQuiet - 1), CheckFailed);
  bench.read({}, kQuiet);  // seen by the next edge, which is not decided
}

}  // namespace
}  // namespace cowmmu::dram_test
