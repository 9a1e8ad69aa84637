// SPDX-License-Identifier: Apache-2.0
// The operations that a replay makes of small traces, against expectations written by hand.
#include "programs/trace/player.h"

#include <gtest/gtest.h>

#include <map>

#include "mini_kernel.h"
#include "op_text.h"
#include "programs/trace/initial_state.h"
#include "samples.h"

namespace cowmmu::trace {
namespace {

using Lines = std::vector<std::string>;

std::shared_ptr<const TraceTable> table_of(const std::string& text) {
  return std::make_shared<TraceTable>(std::make_shared<Recording>(read_text(text)));
}

struct Replay {
  std::map<uint64_t, Lines> by_thread;  // simulated thread -> its operations
  std::vector<Op> ops;
  std::string failure;
  std::vector<std::pair<uint64_t, uint64_t>> exits;
};

Replay replay(const std::string& text, uint64_t seed = 1, uint64_t failing_fork = 0) {
  Replay result;
  MiniKernel kernel(seed, [&](const MiniKernel::Done& done) {
    result.by_thread[done.tid].push_back(text_of(done.op));
    result.ops.push_back(done.op);
  });
  kernel.fail_fork(failing_fork);
  result.failure = kernel.run(std::make_unique<Player>(table_of(text)));
  result.exits = kernel.exits();
  return result;
}

TEST(Player, line_runs_are_loads_then_stores_then_loads) {
  const Replay r = replay(kStart + "I 40 2\nD 80 5 2 1\nI 41 1\nZ 7\n");
  EXPECT_EQ(r.by_thread.at(1),
            (Lines{"fetch 1000", "fetch 1000", "load 2000", "store 2000", "store 2000", "load 2018",
                   "load 2020", "fetch 1040", "exit 7"}));
  EXPECT_EQ(r.failure, "");
}

TEST(Player, page_runs_start_at_line_page_mod_64_and_walk_on) {
  const Replay r = replay(kStart + "d 2 4 2 1\ni 1 2\nd 3 1 0 -\nZ 0\n");
  EXPECT_EQ(r.by_thread.at(1), (Lines{"load 2080", "store 20c0", "store 2100", "load 2158",
                                      "fetch 1040", "fetch 1080", "load 30c0", "exit 0"}));
}

TEST(Player, a_page_run_wraps_at_the_end_of_its_page) {
  const Replay r = replay(kStart + "i 1 65\nZ 0\n");
  EXPECT_EQ(r.by_thread.at(1)[62], "fetch 1fc0");
  EXPECT_EQ(r.by_thread.at(1)[63], "fetch 1000");
  EXPECT_EQ(r.by_thread.at(1)[64], "fetch 1040");
}

TEST(Player, the_kth_store_of_a_thread_to_a_line_writes_mix64_of_tid_and_k) {
  const Replay r = replay(kStart + "D 80 2 2 0\nD 81 1 1 0\nD 80 1 1 0\nZ 0\n");
  EXPECT_EQ(r.ops[0].value, mix64(10, 1));
  EXPECT_EQ(r.ops[1].value, mix64(10, 2));
  EXPECT_EQ(r.ops[2].value, mix64(10, 1));
  EXPECT_EQ(r.ops[3].value, mix64(10, 3));
}

TEST(Player, threads_store_to_words_of_their_own) {
  const Replay r =
      replay(kStart + "T 10 11\nT 10 12\n= 11\nD 80 1 1 0\n= 12\nD 80 1 1 0\n= 10\nZ 0\n");
  EXPECT_EQ(r.by_thread.at(kFirstThreadTid + 1)[0], "store 2008");
  EXPECT_EQ(r.by_thread.at(kFirstThreadTid + 2)[0], "store 2010");
}

TEST(Player, records_of_memory_become_their_system_calls) {
  const Replay r = replay(kStart +
                          "k 2ff0 32\nM 5000 4096 -w- s\nM 6000 4096 rw- h\nQ 2000 4096 r--\n"
                          "A 3000 4096 4\nR 8000 4096 9000 8192\nR 9000 8192 9000 4096\n"
                          "K 3010 24\nU 3000 4096\nZ 0\n");
  EXPECT_EQ(r.by_thread.at(1),
            (Lines{"kread 2ff0 32", "mmap 5000 4096 18", "mmap 6000 4096 259",
                   "mprotect 2000 4096 1", "madvise 3000 4096 4", "mremap 8000 4096 8192 36864",
                   "mremap 9000 8192 4096", "kwrite 3010 24 10 1", "munmap 3000 4096", "exit 0"}));
}

TEST(Player, file_mappings_are_of_one_file_where_address_length_and_protection_agree) {
  const Replay r = replay(kStart +
                          "k 2ff0 32\nM a000 4096 rw- f\nU a000 4096\nM a000 4096 rw- f\n"
                          "U a000 4096\nM a000 8192 rw- f\nM c000 4096 r-- f\nZ 0\n");
  const uint64_t file = r.ops[1].args[3];
  EXPECT_NE(file, 0u);
  EXPECT_EQ(r.ops[3].args[3], file);
  EXPECT_NE(r.ops[5].args[3], file);
  EXPECT_NE(r.ops[6].args[3], file);
}

TEST(Player, a_child_runs_its_own_records_and_is_waited_for_by_its_simulated_number) {
  const Replay r =
      replay(kStart + "P 20 10\nF 20\nI 40 1\n= 20\nD 80 1 0 -\nZ 3\n= 10\nJ 20\nZ 0\n");
  EXPECT_EQ(r.by_thread.at(1), (Lines{"fork 0", "fetch 1000", "wait 2", "exit 0"}));
  EXPECT_EQ(r.by_thread.at(2), (Lines{"load 2000", "exit 3"}));
}

TEST(Player, a_vforked_child_execs_and_goes_on) {
  const Replay r =
      replay(kStart + "P 20 10\nV 20\n= 20\nX\nM 1000 4096 r-x f\nI 40 1\nZ 0\n= 10\nJ 20\nZ 0\n");
  EXPECT_EQ(r.by_thread.at(1), (Lines{"vfork 0", "wait 2", "exit 0"}));
  EXPECT_EQ(r.by_thread.at(2)[0], "exec 0");
  EXPECT_EQ(r.by_thread.at(2)[2], "fetch 1000");
}

TEST(Player, a_failed_fork_is_not_waited_for) {
  const Replay r = replay(kStart + "P 20 10\nF 20\n= 20\nZ 0\n= 10\nJ 20\nI 40 1\nZ 0\n", 1, 1);
  EXPECT_EQ(r.by_thread.at(1), (Lines{"fork 0", "fetch 1000", "exit 0"}));
  EXPECT_EQ(r.failure, "");
}

TEST(Player, a_thread_without_records_sleeps_until_its_process_ends) {
  const Replay r = replay(kStart + "T 10 11\nI 40 1\nZ 0\n");
  EXPECT_EQ(r.by_thread.at(1), (Lines{"thread 1", "fetch 1000", "exit 0"}));
  EXPECT_EQ(r.failure, "");
}

TEST(Player, a_process_alive_at_the_end_of_the_recording_exits_with_0) {
  EXPECT_EQ(replay(kStart + "I 40 1\n").by_thread.at(1), (Lines{"fetch 1000", "exit 0"}));
}

TEST(Player, knows_the_line_and_process_of_its_last_operation) {
  Player player(table_of(kStart + "I 40 2\n# comment\nD 80 1 0 -\nZ 0\n"));
  player.next({});
  player.next({});
  EXPECT_EQ(player.line(), 7u);
  player.next({});
  EXPECT_EQ(player.line(), 9u);
  EXPECT_EQ(player.recorded_process().pid, RecordedPid(10));
}

TEST(Player, a_killed_process_ends_with_its_code) {
  EXPECT_EQ(replay(kStart + "I 40 1\nZ 137\n").exits,
            (std::vector<std::pair<uint64_t, uint64_t>>{{1, 137}}));
}

// Under every schedule: all accesses are made, and no thread sleeps for ever.
void expect_all_accesses(const std::string& text, size_t accesses, uint64_t exit_code) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const Replay r = replay(text, seed);
    const auto count = std::count_if(r.ops.begin(), r.ops.end(),
                                     [](const Op& op) { return op.kind != OpKind::kSyscall; });
    ASSERT_EQ(static_cast<size_t>(count), accesses);
    ASSERT_EQ(r.failure, "");
    ASSERT_EQ(r.exits.back().second, exit_code);
  }
}

TEST(Player, a_process_ends_when_all_its_threads_have_done_their_records) {
  expect_all_accesses(kStart +
                          "T 10 11\n= 11\nD 80 2000 0 -\nT 10 12\nz\n= 12\nD 80 3000 0 -\n"
                          "= 10\nI 40 1\nZ 5\n",
                      5001, 5);
}

TEST(Player, an_exec_waits_for_the_other_threads_and_goes_on_as_its_own) {
  const std::string text = kStart +
                           "T 10 11\nP 20 10\nF 20\n= 20\nZ 0\n= 11\nD 80 2500 1 0\n= 10\nX\n"
                           "M 2000 4096 rw- a\nD 80 2 2 0\nT 10 12\n= 12\nD 80 3000 0 -\n= 10\n"
                           "J 20\nD 80 1 0 -\nZ 6\n";
  expect_all_accesses(text, 5503, 6);
}

TEST(Player, a_child_may_be_waited_for_by_another_thread) {
  expect_all_accesses(kStart +
                          "T 10 11\nI 40 2100\nP 20 10\nF 20\n= 20\nD 80 10 0 -\nZ 0\n"
                          "= 11\nJ 20\nD 80 1 0 -\n= 10\nZ 4\n",
                      2111, 4);
}

TEST(Player, everything_runs_to_its_end_under_every_schedule) {
  expect_all_accesses(kEverything, 12, 0);
}

TEST(InitialState, maps_and_touches_what_was_there) {
  const auto table = table_of(
      "H 1 x86_64 tool/1 ./a\nP 10 0\nT 10 11\n= 10\nM 1000 4096 --x a\nM 2000 8192 rw- a\n"
      "M 8000 4096 r-- a\nM 9000 4096 --- a\nN 1 1 0\nN 2 1 1\nN 3 1 0\nN 8 1 1\nN 9 1 0\n"
      "I 40 1\nZ 0\n");
  Lines lines;
  for (const Op& op : initial_ops(*table)) lines.push_back(text_of(op));
  EXPECT_EQ(lines, (Lines{"mmap 1000 4096 4", "mmap 2000 8192 3", "mmap 8000 4096 1",
                          "mmap 9000 4096", "fetch 1000", "store 2000", "load 3000",
                          "mprotect 8000 4096 3", "store 8000", "mprotect 8000 4096 1",
                          "mprotect 9000 4096 1", "load 9000", "mprotect 9000 4096"}));
  EXPECT_EQ(initial_ops(*table)[5].value, mix64(10, 0x2000));
}

TEST(InitialState, is_not_done_again_by_the_program_but_its_threads_are_made) {
  const Replay r = replay(
      "H 1 x86_64 tool/1 ./a\nP 10 0\nT 10 11\n= 10\nM 1000 4096 r-x a\nN 1 1 0\nI 40 1\nZ 0\n");
  EXPECT_EQ(r.by_thread.at(1), (Lines{"thread 1", "fetch 1000", "exit 0"}));
}

}  // namespace
}  // namespace cowmmu::trace
