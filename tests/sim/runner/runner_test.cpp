// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <utility>

#include "runner/interrupt.h"
#include "runner/pool.h"

namespace cowmmu {
namespace {

using std::chrono::milliseconds;

TEST(Runner, bytes_come_back_unchanged) {
  std::string sent = "first\nsecond";
  sent += '\0';
  sent += '\xff';
  const ChildResult result = run_in_child([&] { return sent; });
  EXPECT_EQ(result.end, ChildEnd::kReturned);
  EXPECT_EQ(result.bytes, sent);
}

TEST(Runner, an_empty_result_is_a_result) {
  const ChildResult result = run_in_child([] { return std::string(); });
  EXPECT_EQ(result.end, ChildEnd::kReturned);
  EXPECT_EQ(result.bytes, "");
}

TEST(Runner, more_bytes_than_a_pipe_holds_come_back) {
  const std::string sent(10'000'000, 'x');
  EXPECT_EQ(run_in_child([&] { return sent; }).bytes, sent);
}

TEST(Runner, the_function_runs_in_another_process_and_cannot_change_this_one) {
  int value = 1;
  const ChildResult result = run_in_child([&] {
    value = 2;
    return std::to_string(::getpid());
  });
  EXPECT_EQ(value, 1);
  EXPECT_NE(result.bytes, std::to_string(::getpid()));
}

TEST(Runner, an_exception_is_a_failed_run_with_its_message) {
  const ChildResult result =
      run_in_child([]() -> std::string { throw std::logic_error("walker: PTE lost"); });
  EXPECT_EQ(result.end, ChildEnd::kThrew);
  EXPECT_EQ(result.message, "walker: PTE lost");
}

TEST(Runner, a_crash_is_a_failed_run_that_names_the_signal) {
  const ChildResult result = run_in_child([]() -> std::string {
    ::signal(SIGSEGV, SIG_DFL);  // a sanitizer's handler would turn it into an exit
    ::raise(SIGSEGV);
    return "not reached";
  });
  EXPECT_EQ(result.end, ChildEnd::kCrashed);
  EXPECT_EQ(result.message, "crashed: signal 11 (Segmentation fault)");
}

TEST(Runner, leaving_without_a_result_is_a_failed_run) {
  const ChildResult result = run_in_child([]() -> std::string { ::_exit(3); });
  EXPECT_EQ(result.end, ChildEnd::kCrashed);
  EXPECT_EQ(result.message, "ended without a result: exit status 3");
}

TEST(Runner, a_child_past_its_limit_is_killed) {
  const ChildResult result = run_in_child(
      []() -> std::string {
        for (;;) ::pause();
      },
      milliseconds(50));
  EXPECT_EQ(result.end, ChildEnd::kTimedOut);
}

TEST(Runner, results_keep_the_order_of_the_functions) {
  std::vector<ChildFunction> functions;
  for (int i = 0; i < 20; ++i) {
    functions.push_back([i] {
      std::this_thread::sleep_for(milliseconds((20 - i) % 5));
      return std::to_string(i);
    });
  }
  PoolOptions options;
  options.jobs = 4;
  size_t done = 0;
  options.on_done = [&](size_t, const ChildResult&) { ++done; };
  const auto results = run_in_children(functions, options);
  ASSERT_EQ(results.size(), 20U);
  EXPECT_EQ(done, 20U);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(results[i].bytes, std::to_string(i));
}

TEST(Runner, jobs_run_at_the_same_time_but_never_more_than_asked) {
  // Each child waits for the other through a pair of pipes: with one job at a time it would not
  // end.
  int ping[2], pong[2];
  ASSERT_EQ(::pipe(ping) + ::pipe(pong), 0);
  const auto meet = [](int write_end, int read_end) {
    char c = 'x';
    return ::write(write_end, &c, 1) == 1 && ::read(read_end, &c, 1) == 1 ? "met" : "alone";
  };
  const std::vector<ChildFunction> functions{[&] { return std::string(meet(ping[1], pong[0])); },
                                             [&] { return std::string(meet(pong[1], ping[0])); }};
  PoolOptions options{.jobs = 2, .limit = milliseconds(5000), .on_done = {}};
  for (const ChildResult& r : run_in_children(functions, options)) EXPECT_EQ(r.bytes, "met");
  options = {.jobs = 1, .limit = milliseconds(100), .on_done = {}};
  EXPECT_EQ(run_in_children(functions, options)[0].end, ChildEnd::kTimedOut);
}

TEST(Runner, an_interrupt_kills_the_children_and_unwinds) {
  const pid_t self = ::getpid();
  const std::vector<ChildFunction> functions{[self]() -> std::string {
    ::kill(self, SIGINT);
    for (;;) ::pause();
  }};
  try {
    run_in_children(functions, {});
    FAIL() << "not interrupted";
  } catch (const Interrupted& e) {
    EXPECT_EQ(e.signal_number, SIGINT);
  }
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);  // no child is left
}

TEST(Runner, one_failed_run_leaves_the_others_alone) {
  const std::vector<ChildFunction> functions{[] { return std::string("a"); },
                                             []() -> std::string { ::_exit(9); },
                                             [] { return std::string("c"); }};
  const auto results = run_in_children(functions, {});
  EXPECT_EQ(results[0].bytes, "a");
  EXPECT_EQ(results[1].end, ChildEnd::kCrashed);
  EXPECT_EQ(results[2].bytes, "c");
}

TEST(Runner, a_stream_asks_for_work_only_when_a_child_may_start) {
  size_t given = 0, ended = 0;
  const ChildSource next = [&]() -> std::optional<ChildFunction> {
    EXPECT_LT(given - ended, 2U);
    if (given == 10) return std::nullopt;
    return [n = given++] { return std::to_string(n); };
  };
  PoolOptions options;
  options.jobs = 2;
  options.on_done = [&](size_t index, const ChildResult& result) {
    ++ended;
    EXPECT_EQ(result.bytes, std::to_string(index));
    EXPECT_GT(result.seconds, 0);
  };
  run_stream(next, options);
  EXPECT_EQ(given, 10U);
  EXPECT_EQ(ended, 10U);
}

TEST(Runner, what_takes_results_may_end_the_stream) {
  PoolOptions options;
  options.jobs = 2;
  options.on_done = [](size_t, const ChildResult&) { throw std::runtime_error("disk full"); };
  bool first = true;
  const ChildSource next = [&]() -> std::optional<ChildFunction> {
    if (std::exchange(first, false)) return [] { return std::string(); };
    return []() -> std::string {
      for (;;) ::pause();
    };
  };
  EXPECT_THROW(run_stream(next, options), std::runtime_error);
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);  // no child is left
}

TEST(Runner, zero_jobs_are_one_a_processor) {
  EXPECT_EQ(jobs_or_processors(3), 3U);
  EXPECT_EQ(jobs_or_processors(0), std::max(1U, std::thread::hardware_concurrency()));
}

}  // namespace
}  // namespace cowmmu
