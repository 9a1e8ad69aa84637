// SPDX-License-Identifier: Apache-2.0
// The timing of the copier's ports, with n from the parameters: not a cycle earlier, nor later.
#include "copier/timed_copier.h"

#include <gtest/gtest.h>

#include <deque>
#include <map>

namespace cowmmu {
namespace {

constexpr Ppn kSrc{3}, kDst{9};
constexpr uint64_t kNever = ~0ULL;

CopierParams with(uint64_t window, uint64_t start) {
  CopierParams p;
  p.window = window;
  p.start_cycles = start;
  return p;
}

// A copier and a memory that answers each access a fixed number of cycles after it was accepted.
class Bench {
 public:
  Bench(const CopierParams& params, uint64_t read, uint64_t write)
      : copier_(params), read_(read), write_(write) {}

  // Cycle 0 brings the descriptor. Runs until done; returns its cycle, kNever if there is none.
  uint64_t run(uint64_t abort_at = kNever) {
    for (uint64_t cycle = 0; cycle < 100'000; ++cycle)
      if (step(cycle, abort_at).done_valid) return cycle;
    return kNever;
  }
  CopierOut step(uint64_t cycle, uint64_t abort_at = kNever) {
    CopierIn in{.desc_valid = cycle == 0, .desc_src = kSrc, .desc_dst = kDst};
    in.abort_valid = cycle == abort_at;
    in.rd_ready = in.wr_ready = true;
    if (!reads_.empty() && reads_.front().due == cycle) {
      in.rsp_valid = true, in.rsp_id = reads_.front().id;
      in.rsp_data.fill(reads_.front().line.value * 7);
      reads_.pop_front();
    }
    if (!writes_.empty() && writes_.front().due == cycle) {
      in.ack_valid = true, in.ack_id = writes_.front().id;
      writes_.pop_front();
    }
    last = copier_.step(in);
    if (last.rd_valid) reads_.push_back({last.rd_id, cycle + read_, last.rd_line});
    if (last.wr_valid) {
      writes_.push_back({last.wr_id, cycle + write_, last.wr_line});
      EXPECT_TRUE(written.emplace(last.wr_line.value, last.wr_data[5]).second) << "twice";
    }
    if (last.rd_valid && first_read == kNever) first_read = cycle;
    most = std::max(most, reads_.size() + writes_.size());
    return last;
  }

  std::map<uint64_t, uint64_t> written;  // lines, with a word of each
  uint64_t first_read = kNever;
  size_t most = 0;  // accesses under way at once
  CopierOut last;

 private:
  struct Access {
    uint64_t id, due;
    LineAddr line;
  };
  TimedCopier copier_;
  uint64_t read_, write_;
  std::deque<Access> reads_, writes_;
};

void expect_whole_page(const Bench& bench) {
  ASSERT_EQ(bench.written.size(), kLinesPerPage);
  for (uint64_t line = 0; line < kLinesPerPage; ++line) {
    const uint64_t dst = kDst.value * kLinesPerPage + line;
    ASSERT_TRUE(bench.written.contains(dst)) << line;
    EXPECT_EQ(bench.written.at(dst), (kSrc.value * kLinesPerPage + line) * 7);
  }
}

class Copies : public testing::TestWithParam<std::tuple<uint64_t, uint64_t, uint64_t>> {};

TEST_P(Copies, done_comes_at_the_sum_of_its_steps_where_the_window_is_wide_enough) {
  const auto [start, read, write] = GetParam();
  Bench bench(with(read + write + 2, start), read, write);
  EXPECT_EQ(bench.run(), start + 65 + read + write);
  EXPECT_FALSE(bench.last.done_aborted);
  EXPECT_EQ(bench.first_read, start);
  expect_whole_page(bench);
}

TEST_P(Copies, a_window_one_line_narrower_takes_longer) {
  const auto [start, read, write] = GetParam();
  Bench bench(with(read + write + 1, start), read, write);
  EXPECT_GT(bench.run(), start + 65 + read + write);
  expect_whole_page(bench);
}

TEST_P(Copies, one_entry_copies_line_by_line) {
  const auto [start, read, write] = GetParam();
  Bench bench(with(1, start), read, write);
  EXPECT_EQ(bench.run(), start + 64 * (read + write + 2));
  EXPECT_EQ(bench.most, 1U);
  expect_whole_page(bench);
}

INSTANTIATE_TEST_SUITE_P(latencies, Copies,
                         testing::Combine(testing::Values(1, 2, 16), testing::Values(1, 2, 20),
                                          testing::Values(1, 3, 15)));

TEST(TimedCopier, takes_the_next_descriptor_in_the_cycle_after_done_not_before) {
  Bench bench(with(4, 1), 1, 1);
  const uint64_t done = bench.run();
  EXPECT_FALSE(bench.last.desc_ready);
  EXPECT_TRUE(bench.step(done + 1).desc_ready);
  EXPECT_FALSE(bench.step(done + 2).busy);
}

TEST(TimedCopier, abort_before_the_first_read_ends_in_the_next_cycle) {
  Bench bench(with(4, 10), 1, 1);
  EXPECT_EQ(bench.run(5), 6U);
  EXPECT_TRUE(bench.last.done_aborted);
  EXPECT_TRUE(bench.written.empty());
}

TEST(TimedCopier, abort_waits_for_what_is_under_way) {
  for (uint64_t at = 1; at < 90; ++at) {
    Bench bench(with(8, 1), 20, 30);
    const uint64_t done = bench.run(at);
    EXPECT_GT(done, at);
    EXPECT_LE(done, at + 1 + 30 + 1);  // a write of the abort's cycle is the last to be answered
    EXPECT_TRUE(bench.last.done_aborted);
    EXPECT_LT(bench.written.size(), kLinesPerPage);
  }
}

TEST(TimedCopier, abort_after_the_last_write_changes_nothing) {
  Bench free(with(8, 1), 2, 9), aborted(with(8, 1), 2, 9);
  const uint64_t done = free.run();
  EXPECT_EQ(aborted.run(done - 1), done);
  EXPECT_FALSE(aborted.last.done_aborted);
  expect_whole_page(aborted);
}

}  // namespace
}  // namespace cowmmu
