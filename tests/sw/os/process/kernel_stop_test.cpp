// SPDX-License-Identifier: Apache-2.0
// Threads: create and exit, park and unpark, migration; and stopping them from another hart, when
// their process exits, is killed or execs.
#include <gtest/gtest.h>

#include "kernel_bench.h"

namespace cowmmu::test {
namespace {

class ThreadHarts : public testing::TestWithParam<uint64_t> {};
INSTANTIATE_TEST_SUITE_P(one_two_four_sixty_four, ThreadHarts, testing::Values(1, 2, 4, 64));

TEST_P(ThreadHarts, the_last_thread_to_exit_ends_the_process) {
  KernelBench bench(GetParam());
  EXPECT_TRUE(
      bench.run({{then(Sys::kThreadCreate, 1), then(Sys::kThreadCreate, 1), then(Sys::kThreadExit)},
                 {compute(3000), then(Sys::kThreadExit)}}));
  ASSERT_EQ(bench.reports.size(), 3u);
  EXPECT_FALSE(bench.reports[0].process_ended);
  EXPECT_FALSE(bench.reports[1].process_ended);
  EXPECT_TRUE(bench.reports[2].process_ended);
  EXPECT_EQ(bench.memory.live, 0u);
}

TEST_P(ThreadHarts, a_first_thread_has_its_processs_number_and_others_count_from_the_constant) {
  KernelBench bench(GetParam());
  std::vector<uint64_t> tids;
  const auto note = [&](const OpResult& last) {
    tids.push_back(last.value);
    return sys(Sys::kThreadCreate, 1);
  };
  EXPECT_TRUE(bench.run({{then(Sys::kThreadCreate, 1), note,
                          [&](const OpResult& last) {
                            tids.push_back(last.value);
                            return sys(Sys::kThreadExit);
                          }},
                         {then(Sys::kThreadExit)}}));
  EXPECT_EQ(tids, (std::vector{kFirstThreadTid, kFirstThreadTid + 1}));
}

TEST_P(ThreadHarts, exit_ends_threads_that_run_queue_and_sleep) {
  KernelBench bench(GetParam(), 1, 0, [](Params& p) { p.os.time_slice_us = 1; });
  std::vector<Script::Step> busy(1000, compute(500));
  EXPECT_TRUE(bench.run({{then(Sys::kThreadCreate, 1), then(Sys::kThreadCreate, 1),
                          then(Sys::kThreadCreate, 2), compute(20000), then(Sys::kExit, 5)},
                         busy,
                         {then(Sys::kPark)}}));
  ASSERT_EQ(bench.reports.size(), 1u);
  EXPECT_EQ(bench.reports[0].status, 5u);
  EXPECT_EQ(bench.memory.live, 0u);
}

TEST_P(ThreadHarts, exec_ends_the_other_threads_first) {
  KernelBench bench(GetParam(), 1, 0, [](Params& p) { p.os.time_slice_us = 1; });
  std::vector<Script::Step> busy(1000, compute(500));
  EXPECT_TRUE(bench.run({{then(Sys::kThreadCreate, 1), then(Sys::kThreadCreate, 1),
                          then(Sys::kThreadCreate, 2), compute(20000), then(Sys::kExec),
                          [&](const OpResult& last) {
                            EXPECT_EQ(last.error, 0u);
                            EXPECT_EQ(bench.memory.destroyed, 1u);
                            return sys(Sys::kExit);
                          }},
                         busy,
                         {then(Sys::kPark)}}));
  EXPECT_EQ(bench.reports.size(), 1u);
  EXPECT_EQ(bench.memory.live, 0u);
}

TEST_P(ThreadHarts, an_unpark_before_the_park_lets_it_return_at_once) {
  KernelBench bench(GetParam());
  EXPECT_TRUE(bench.run({{then(Sys::kUnpark, 1), then(Sys::kPark), then(Sys::kExit)}}));
}

TEST_P(ThreadHarts, park_sleeps_until_unparked) {
  KernelBench bench(GetParam());
  bool unparked = false;
  EXPECT_TRUE(bench.run({{then(Sys::kThreadCreate, 1), then(Sys::kPark),
                          [&](const OpResult&) {
                            EXPECT_TRUE(unparked);
                            return sys(Sys::kExit);
                          }},
                         {compute(50000),
                          [&](const OpResult&) {
                            unparked = true;
                            return sys(Sys::kUnpark, 1);
                          },
                          then(Sys::kThreadExit)}}));
}

TEST_P(ThreadHarts, a_park_that_nobody_ends_ends_nothing) {
  KernelBench bench(GetParam());
  EXPECT_FALSE(bench.run({{then(Sys::kPark)}}));
  EXPECT_FALSE(bench.kernel.finished());
}

TEST_P(ThreadHarts, unpark_of_no_thread_is_an_error) {
  KernelBench bench(GetParam());
  uint64_t error = 0;
  EXPECT_TRUE(bench.run({{then(Sys::kUnpark, 99), [&](const OpResult& last) {
                            error = last.error;
                            return sys(Sys::kExit);
                          }}}));
  EXPECT_EQ(error, static_cast<uint64_t>(SysError::kInvalid));
}

TEST(Migrate, the_caller_goes_on_on_the_hart_it_names) {
  KernelBench bench(4);
  std::vector<bool> there;
  std::vector<Script::Step> steps;
  for (const uint64_t hart : {uint64_t{3}, uint64_t{1}, uint64_t{1}, uint64_t{0}}) {
    steps.emplace_back(then(Sys::kMigrate, hart));
    steps.emplace_back([&bench, &there, hart](const OpResult& last) {
      const Thread* thread = bench.kernel.running(HartId(hart));
      there.push_back(last.error == 0 && thread != nullptr && thread->tid == Tid(1));
      return Op::compute(10);
    });
  }
  steps.emplace_back(then(Sys::kExit));
  EXPECT_TRUE(bench.run({steps}));
  EXPECT_EQ(there, (std::vector<bool>(4, true)));
}

TEST(Migrate, a_parked_thread_wakes_where_it_was_moved_to) {
  KernelBench bench(3);
  bool there = false;
  EXPECT_TRUE(bench.run(
      {{then(Sys::kThreadCreate, 1), compute(100000), then(Sys::kMigrate, 2, kFirstThreadTid),
        [&](const OpResult& last) {
          EXPECT_EQ(last.error, 0u);
          return sys(Sys::kUnpark, kFirstThreadTid);
        },
        then(Sys::kThreadExit)},
       {then(Sys::kPark), [&](const OpResult&) {
          const Thread* thread = bench.kernel.running(HartId(2));
          there = thread != nullptr && thread->tid == Tid(kFirstThreadTid);
          return sys(Sys::kThreadExit);
        }}}));
  EXPECT_TRUE(there);
}

TEST(Migrate, a_running_thread_or_a_hart_that_is_not_there_is_an_error) {
  KernelBench bench(2);
  std::vector<uint64_t> errors;
  const auto note_and = [&errors](Op op) {
    return [&errors, op](const OpResult& last) {
      errors.push_back(last.error);
      return op;
    };
  };
  EXPECT_TRUE(bench.run(
      {{then(Sys::kThreadCreate, 1), compute(20000), then(Sys::kMigrate, 0, kFirstThreadTid),
        note_and(sys(Sys::kMigrate, 2)), note_and(sys(Sys::kExit))},
       {compute(1000000), then(Sys::kThreadExit)}}));
  const auto invalid = static_cast<uint64_t>(SysError::kInvalid);
  EXPECT_EQ(errors, (std::vector{invalid, invalid}));
}

TEST(Requests, latency_is_from_begin_to_end) {
  KernelBench bench(1);
  EXPECT_TRUE(bench.run(
      {{then(Sys::kRequestBegin), compute(5000), then(Sys::kRequestEnd), then(Sys::kExit)}}));
  const HartCounters total = bench.counters.total();
  ASSERT_EQ(total.request_cycles.count(), 1u);
  EXPECT_GE(total.request_cycles.sum(), 5000u);
  EXPECT_LT(total.request_cycles.sum(), 5000u + 2 * bench.params.os.cost.syscall);
}

TEST(Calls, a_number_that_is_no_call_is_an_error) {
  KernelBench bench(1);
  std::vector<uint64_t> errors;
  const auto note_and = [&errors](Op op) {
    return [&errors, op](const OpResult& last) {
      errors.push_back(last.error);
      return op;
    };
  };
  EXPECT_TRUE(
      bench.run({{then(Sys::kSpawn), note_and(Op::syscall(12345)), note_and(sys(Sys::kExit))}}));
  const auto not_available = static_cast<uint64_t>(SysError::kNotAvailable);
  EXPECT_EQ(errors, (std::vector{not_available, not_available}));
}

}  // namespace
}  // namespace cowmmu::test
