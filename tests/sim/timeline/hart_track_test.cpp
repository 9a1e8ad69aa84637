// SPDX-License-Identifier: Apache-2.0
#include "timeline/hart_track.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace cowmmu {
namespace {

class HartTrackTest : public testing::Test {
 protected:
  // The phase begins `after` cycles later, of which `user` were user.memory.
  void next(Phase phase, uint64_t after, uint64_t user = 0) {
    now_ += after;
    spent_[static_cast<size_t>(Phase::kUserMemory)] += user;
    track_.phase_begins(phase, now_, spent_);
  }
  // "process|what begin-end", in order; empty phases apart.
  std::vector<std::string> slices() {
    std::vector<std::string> all;
    RecordLog::Reader records(log_, 0);
    while (const Record* r = records.next()) {
      const bool phase = r->kind == RecordKind::kPhase;
      if (phase && r->length == 0) continue;
      const std::string what = phase                          ? std::string(kPhaseNames[r->name])
                               : r->kind == RecordKind::kUser ? "user"
                                                              : "span" + std::to_string(r->name);
      all.push_back(fmt::format("{}|{} {}-{}", r->process, what, r->start, r->start + r->length));
    }
    return all;
  }
  static std::string span(SpanName name) { return "span" + std::to_string(static_cast<int>(name)); }

  RecordLog log_{1, testing::TempDir()};
  HartTrack track_{log_, 0};
  HartTrack::Spent spent_{};
  uint64_t now_ = 0;
};

TEST_F(HartTrackTest, user_code_between_two_phases_has_one_slice) {
  next(Phase::kSchedule, 0);
  next(Phase::kTrapEntry, 30, 20);  // 10 of schedule before it
  next(Phase::kFaultLookup, 5);
  next(Phase::kTrapReturn, 5);
  next(Phase::kTrapEntry, 5);  // nothing of the user's in between
  next(Phase::kSyscall, 5);
  track_.finish(50, spent_);
  EXPECT_EQ(slices(),
            (std::vector<std::string>{
                "0|schedule 0-10", "0|user 10-30", "0|" + span(SpanName::kPageFault) + " 30-45",
                "0|trap.entry 30-35", "0|fault.lookup 35-40", "0|trap.return 40-45",
                "0|" + span(SpanName::kSyscall) + " 45-50", "0|trap.entry 45-50"}));
}

TEST_F(HartTrackTest, steps_of_user_code_that_are_told_are_one_slice_too) {
  next(Phase::kUserCompute, 0);
  next(Phase::kUserMemory, 10, 10);
  next(Phase::kUserCompute, 10, 10);
  next(Phase::kTrapEntry, 10, 10);
  EXPECT_EQ(slices().front(), "0|user 0-30");
}

TEST_F(HartTrackTest, slices_end_where_the_process_changes_and_the_phase_goes_on_there) {
  track_.set_process(1, 0);
  next(Phase::kTrapEntry, 0);
  next(Phase::kSyscall, 10);
  track_.set_process(2, 15);
  next(Phase::kTrapReturn, 10);
  next(Phase::kTrapEntry, 10);  // the trap that process 1 began is over
  track_.finish(40, spent_);
  EXPECT_EQ(slices(), (std::vector<std::string>{
                          "1|" + span(SpanName::kSyscall) + " 0-15", "1|trap.entry 0-10",
                          "1|syscall 10-15", "2|syscall 15-20", "2|trap.return 20-30",
                          "2|" + span(SpanName::kTrap) + " 30-40", "2|trap.entry 30-40"}));
}

TEST_F(HartTrackTest, idle_belongs_to_no_process) {
  track_.set_process(1, 0);
  next(Phase::kSchedule, 0);
  next(Phase::kIdle, 10);
  track_.finish(20, spent_);
  EXPECT_EQ(slices(), (std::vector<std::string>{"1|schedule 0-10", "0|idle 10-20"}));
}

TEST_F(HartTrackTest, a_span_within_a_phase_cuts_it_on_both_sides) {
  next(Phase::kShootdownSend, 0);
  track_.open_span(SpanName::kShootdown, 5, 3);
  track_.close_span(8);
  track_.finish(10, spent_);
  EXPECT_EQ(slices(), (std::vector<std::string>{"0|shootdown.send 0-5",
                                                "0|" + span(SpanName::kShootdown) + " 5-8",
                                                "0|shootdown.send 5-8", "0|shootdown.send 8-10"}));
}

TEST_F(HartTrackTest, what_is_open_at_a_restart_begins_there) {
  next(Phase::kTrapEntry, 0);
  next(Phase::kSyscall, 10);
  log_.clear();
  spent_ = {};
  track_.restart(30);
  next(Phase::kTrapReturn, 25);  // at 35
  track_.finish(40, spent_);
  EXPECT_EQ(slices(), (std::vector<std::string>{"0|" + span(SpanName::kSyscall) + " 30-40",
                                                "0|syscall 30-35", "0|trap.return 35-40"}));
}

}  // namespace
}  // namespace cowmmu
