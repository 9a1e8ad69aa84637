// SPDX-License-Identifier: Apache-2.0
// Processes: fork, exit, wait, vfork, exec, kills; placement and time slices.
#include <gtest/gtest.h>

#include "kernel_bench.h"

namespace cowmmu::test {
namespace {

using Log = std::vector<uint64_t>;

// Both sides of a fork run the same step: the child does one thing, the parent another.
Script::Step fork_sides(Op child, Script::Step parent) {
  return [=](const OpResult& last) { return last.value == 0 ? child : parent(last); };
}
Script::Step wait_for_forked(uint64_t& pid) {
  return [&pid](const OpResult& last) {
    pid = last.value;
    return sys(Sys::kWait, pid);
  };
}

class Harts : public testing::TestWithParam<uint64_t> {};
INSTANTIATE_TEST_SUITE_P(one_two_four_sixty_four, Harts, testing::Values(1, 2, 4, 64));

TEST_P(Harts, a_process_that_exits_gives_back_its_space_and_ends_the_run) {
  KernelBench bench(GetParam());
  EXPECT_TRUE(bench.run({{compute(10), then(Sys::kExit, 3)}}));
  EXPECT_TRUE(bench.kernel.finished());
  EXPECT_EQ(bench.memory.live, 0u);
  ASSERT_EQ(bench.reports.size(), 1u);
  EXPECT_EQ(bench.reports[0].process, Pid(1));
  EXPECT_EQ(bench.reports[0].status, 3u);
  EXPECT_TRUE(bench.reports[0].process_ended);
  EXPECT_EQ(bench.counters.total().processes_exited, 1u);
}

TEST_P(Harts, fork_gives_the_child_zero_and_wait_returns_when_it_has_ended) {
  KernelBench bench(GetParam());
  uint64_t pid = 0, waited = 0;
  EXPECT_TRUE(bench.run({{then(Sys::kFork), fork_sides(sys(Sys::kExit), wait_for_forked(pid)),
                          [&](const OpResult& last) {
                            waited = last.value;
                            EXPECT_EQ(bench.memory.destroyed, 1u);
                            return sys(Sys::kExit);
                          }}}));
  EXPECT_EQ(pid, 2u);
  EXPECT_EQ(waited, 2u);
  EXPECT_EQ(bench.memory.live, 0u);
  EXPECT_EQ(bench.counters.total().forks, 1u);
  EXPECT_EQ(bench.counters.total().fork_cycles.count(), 1u);
}

TEST_P(Harts, wait_without_such_a_child_is_an_error) {
  KernelBench bench(GetParam());
  Log errors;
  const auto note_and = [&errors](Op op) {
    return [&errors, op](const OpResult& last) {
      errors.push_back(last.error);
      return op;
    };
  };
  EXPECT_TRUE(
      bench.run({{then(Sys::kWait), note_and(sys(Sys::kWait, 7)), note_and(sys(Sys::kExit))}}));
  const auto no_child = static_cast<uint64_t>(SysError::kNoChild);
  EXPECT_EQ(errors, (Log{no_child, no_child}));
}

TEST_P(Harts, a_refused_fork_is_an_error_and_leaves_nothing_behind) {
  KernelBench bench(GetParam());
  bench.memory.refuse_fork = true;
  uint64_t error = 0;
  EXPECT_TRUE(bench.run({{then(Sys::kFork), [&](const OpResult& last) {
                            error = last.error;
                            return sys(Sys::kExit);
                          }}}));
  EXPECT_EQ(error, static_cast<uint64_t>(SysError::kNoMemory));
  EXPECT_EQ(bench.memory.live, 0u);
  EXPECT_EQ(bench.counters.total().forks_failed, 1u);
  EXPECT_EQ(bench.counters.total().forks, 0u);
}

TEST_P(Harts, a_segv_kills_the_process_and_its_parent_can_reap_it) {
  KernelBench bench(GetParam());
  uint64_t pid = 0;
  EXPECT_TRUE(
      bench.run({{then(Sys::kFork), fork_sides(Op::store(VirtAddr(8), 1), wait_for_forked(pid)),
                  then(Sys::kExit)}}));
  EXPECT_EQ(bench.memory.kills, (std::vector{Pid(2)}));
  EXPECT_EQ(bench.counters.total().processes_killed, 1u);
  EXPECT_EQ(bench.reports[0].killed, KillReason::kSegv);
  EXPECT_EQ(bench.reports[0].va, VirtAddr(8));
}

TEST_P(Harts, vfork_keeps_the_parent_asleep_until_the_child_execs) {
  KernelBench bench(GetParam());
  uint64_t pid = 0;
  bool execed = false;
  const auto child_or_parent = [&](const OpResult& last) {
    if (last.value == 0) return Op::compute(5000);
    pid = last.value;
    EXPECT_TRUE(execed);
    return Op::compute(1);
  };
  const auto exec_if_child = [&](const OpResult&) {
    if (execed) return sys(Sys::kWait, pid);  // the parent comes here after its child
    execed = true;
    return sys(Sys::kExec);
  };
  EXPECT_TRUE(bench.run({{then(Sys::kVfork), child_or_parent, exec_if_child, then(Sys::kExit)}}));
  EXPECT_EQ(pid, 2u);
  EXPECT_EQ(bench.memory.created, 2u);  // init's, and the exec's
  EXPECT_EQ(bench.memory.live, 0u);
  EXPECT_EQ(bench.counters.total().fork_cycles.count(), 1u);
}

TEST_P(Harts, vfork_child_that_exits_leaves_its_parents_space_alone) {
  KernelBench bench(GetParam());
  uint64_t pid = 0;
  EXPECT_TRUE(bench.run(
      {{then(Sys::kVfork), fork_sides(sys(Sys::kExit), wait_for_forked(pid)), [&](const OpResult&) {
          EXPECT_EQ(bench.memory.destroyed, 0u);
          return sys(Sys::kExit);
        }}}));
  EXPECT_EQ(bench.memory.created, 1u);
}

TEST_P(Harts, exec_replaces_the_space_and_counts_images) {
  KernelBench bench(GetParam());
  EXPECT_TRUE(bench.run({{then(Sys::kExec), then(Sys::kExec), then(Sys::kExit)}}));
  EXPECT_EQ(bench.memory.ended,
            (std::vector<std::pair<Pid, uint64_t>>{{Pid(1), 0}, {Pid(1), 1}, {Pid(1), 2}}));
}

TEST_P(Harts, exec_without_memory_is_an_error_in_the_old_image) {
  KernelBench bench(GetParam());
  uint64_t error = 0;
  EXPECT_TRUE(bench.run({{[&](const OpResult&) {
                            bench.memory.refuse_create = true;
                            return sys(Sys::kExec);
                          },
                          [&](const OpResult& last) {
                            error = last.error;
                            return sys(Sys::kExit);
                          }}}));
  EXPECT_EQ(error, static_cast<uint64_t>(SysError::kNoMemory));
  EXPECT_EQ(bench.memory.ended, (std::vector<std::pair<Pid, uint64_t>>{{Pid(1), 0}}));
}

TEST_P(Harts, orphans_are_reaped_and_the_run_ends_with_the_last_of_them) {
  KernelBench bench(GetParam());
  EXPECT_TRUE(bench.run(
      {{then(Sys::kFork), fork_sides(Op::compute(100000), then(Sys::kExit)), then(Sys::kExit)}}));
  ASSERT_EQ(bench.reports.size(), 2u);
  EXPECT_EQ(bench.reports[0].process, Pid(1));
  EXPECT_EQ(bench.reports[1].process, Pid(2));
  EXPECT_EQ(bench.memory.live, 0u);
}

TEST(Placement, children_go_to_the_hart_with_the_fewest_runnable_threads) {
  KernelBench bench(3);
  const auto child_or = [](Op parent) {
    return fork_sides(Op::compute(1000000), [=](const OpResult&) { return parent; });
  };
  std::vector<Pid> running;
  const auto look = [&](const OpResult&) {
    for (uint64_t h = 0; running.size() < 3 && h < 3; ++h) {
      const Thread* thread = bench.kernel.running(HartId(h));
      running.push_back(thread == nullptr ? Pid{} : thread->process->pid);
    }
    return sys(Sys::kExit);
  };
  EXPECT_TRUE(bench.run({{then(Sys::kFork), child_or(sys(Sys::kFork)),
                          child_or(Op::compute(100000)), look, then(Sys::kExit)}}));
  EXPECT_EQ(running, (std::vector{Pid(1), Pid(2), Pid(3)}));
}

TEST(TimeSlice, two_busy_processes_share_one_hart_in_turns) {
  KernelBench bench(1, 1, 0, [](Params& p) { p.os.time_slice_us = 1; });
  std::string order;
  const auto work = [&](const OpResult&) {
    order += bench.kernel.running(HartId(0))->process->pid == Pid(1) ? 'p' : 'c';
    return Op::compute(2000);
  };
  std::vector<Script::Step> steps{then(Sys::kFork)};
  for (int i = 0; i < 12; ++i) steps.emplace_back(work);
  steps.emplace_back(then(Sys::kExit));
  EXPECT_TRUE(bench.run({steps}));
  int turns = 0;
  for (size_t i = 1; i < order.size(); ++i) turns += order[i] != order[i - 1];
  EXPECT_GE(turns, 6) << order;
}

TEST(TimeSlice, a_thread_alone_on_its_hart_is_never_interrupted) {
  KernelBench bench(1, 1, 0, [](Params& p) { p.os.time_slice_us = 1; });
  EXPECT_TRUE(bench.run({{compute(1000000), compute(1000000), then(Sys::kExit)}}));
  EXPECT_EQ(bench.machine.cpu(0).timers, 0u);
}

TEST(Untimed, a_kernel_goes_on_on_another_machine_where_it_stood) {
  KernelBench bench(2);
  FakeMachine first(2);
  uint64_t after = 0;
  Script::Threads program{{compute(1), then(Sys::kMark), [&](const OpResult&) {
                             ++after;
                             return sys(Sys::kExit);
                           }}};
  bench.kernel.set_init(std::make_unique<Script>(program));
  ASSERT_TRUE(first.run_until(bench.kernel, static_cast<uint32_t>(Sys::kMark)));
  EXPECT_EQ(bench.marks, 1u);
  EXPECT_TRUE(bench.machine.run_kernel(bench.kernel));
  EXPECT_EQ(after, 1u);
}

}  // namespace
}  // namespace cowmmu::test
