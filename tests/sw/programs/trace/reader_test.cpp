// SPDX-License-Identifier: Apache-2.0
#include "programs/trace/reader.h"

#include <gtest/gtest.h>

#include "programs/trace/mappings.h"
#include "samples.h"

namespace cowmmu::trace {
namespace {

TEST(Reader, every_record_is_read_with_its_fields) {
  const Recording r = read_text(kEverything);
  EXPECT_EQ(r.machine, "x86_64");
  EXPECT_EQ(r.tool, "tool/1");
  EXPECT_EQ(r.command, "./program with arguments");
  EXPECT_EQ(r.grain, Grain::kLine);
  std::vector<Kind> kinds;
  for (const Record& record : r.records) kinds.push_back(record.kind());
  const std::vector<Kind> expected = {
      Kind::kMap,        Kind::kMap,    Kind::kMap,         Kind::kResident,   Kind::kThread,
      Kind::kFetch,      Kind::kData,   Kind::kKernelWrite, Kind::kKernelRead, Kind::kProtect,
      Kind::kProtect,    Kind::kAdvise, Kind::kFork,        Kind::kData,       Kind::kVfork,
      Kind::kFetch,      Kind::kExec,   Kind::kMap,         Kind::kFetch,      Kind::kExit,
      Kind::kWait,       Kind::kExit,   Kind::kRemap,       Kind::kData,       Kind::kUnmap,
      Kind::kThreadExit, Kind::kWait,   Kind::kExit};
  EXPECT_EQ(kinds, expected);
}

TEST(Reader, a_run_keeps_count_stores_first_store_and_its_line) {
  const Recording r = read_text(kEverything);
  const Record& run = r.records[6];
  EXPECT_EQ(r.base(run), VirtAddr(0x2000));
  EXPECT_EQ(run.count(), 4u);
  EXPECT_EQ(run.stores(), 2u);
  EXPECT_EQ(run.loads(), 2u);
  EXPECT_EQ(run.first_store(), 1u);
  EXPECT_EQ(run.line(), 11u);
}

TEST(Reader, processes_and_threads_stand_in_order_of_appearance) {
  const Recording r = read_text(kEverything);
  ASSERT_EQ(r.processes.size(), 3u);
  EXPECT_EQ(r.processes[0].pid, RecordedPid(10));
  EXPECT_EQ(r.processes[0].threads, (std::vector<ThreadIndex>{0, 1}));
  EXPECT_EQ(r.processes[1].parent, 0u);
  EXPECT_EQ(r.processes[2].parent, 1u);
  EXPECT_EQ(r.processes[1].exit_code, 3);
  EXPECT_FALSE(r.processes[1].killed());
  EXPECT_EQ(r.threads[1].tid, RecordedTid(11));
}

TEST(Reader, a_thread_knows_its_own_blocks_in_order) {
  const Recording r = read_text(kEverything);
  std::vector<Kind> kinds;
  for (const uint32_t b : r.threads[2].blocks)
    for (size_t i = 0; i < r.blocks[b].count; ++i)
      kinds.push_back(r.records[r.blocks[b].first + i].kind());
  EXPECT_EQ(kinds, (std::vector<Kind>{Kind::kData, Kind::kVfork, Kind::kWait, Kind::kExit}));
  EXPECT_EQ(r.threads[2].blocks.size(), 2u);
}

TEST(Reader, page_grain_runs_count_in_pages) {
  const Recording r = read_text(kStart + "i 1 3\nd 2 4 2 1\nZ 0\n");
  EXPECT_EQ(r.grain, Grain::kPage);
  EXPECT_EQ(r.base(r.records[4]), VirtAddr(0x2000));
  EXPECT_EQ(r.page(r.records[3]), Vpn(1));
}

TEST(Reader, a_packed_trace_equals_its_text) {
  const Recording a = read_text(kEverything);
  const Recording b = read_text(packed(kEverything), "sample.trace.zst");
  ASSERT_EQ(a.records.size(), b.records.size());
  for (size_t i = 0; i < a.records.size(); ++i) {
    EXPECT_EQ(a.records[i].where(), b.records[i].where());
    EXPECT_EQ(a.records[i].line(), b.records[i].line());
  }
}

TEST(Reader, zstd_is_recognised_without_its_name) {
  EXPECT_EQ(error_of(packed(kEverything), "no-name"), "");
}

TEST(Reader, frames_one_after_another_are_one_text) {
  EXPECT_EQ(read_text(packed(kStart) + packed("Z 0\n"), "a.trace.zst").records.size(), 4u);
}

TEST(Reader, threads_before_the_first_block_are_made_by_the_first_thread) {
  const Recording r =
      read_text("H 1 x86_64 tool/1 ./a\nP 10 0\nT 10 11\n= 11\nM 1000 4096 r-x f\n= 10\nZ 0\n");
  EXPECT_EQ(r.records[0].kind(), Kind::kThread);
  EXPECT_EQ(r.records[0].where(), 1u);
  EXPECT_EQ(r.blocks[0].thread, 0u);
  EXPECT_EQ(r.threads[0].blocks, (std::vector<uint32_t>{0, 2}));
}

TEST(Reader, a_process_may_be_alive_at_the_end) {
  EXPECT_FALSE(read_text(kStart).processes[0].exit_code.has_value());
}

TEST(Reader, an_access_outside_mappings_is_accepted_of_a_killed_process_only) {
  EXPECT_EQ(error_of(kStart + "D 1000 1 0 -\nZ 139\n"), "");
  EXPECT_NE(error_of(kStart + "D 1000 1 0 -\nZ 127\n"), "");
}

TEST(Reader, the_highest_address_is_the_end_of_the_highest_mapping) {
  EXPECT_EQ(highest_address(read_text(kStart)), VirtAddr(0x9000));
  EXPECT_EQ(highest_address(read_text(kStart + "R 8000 4096 70000 8192\n")), VirtAddr(0x72000));
}

TEST(Reader, a_vforked_child_borrows_its_parents_mappings) {
  const std::string child = kStart + "P 12 10\nV 12\n= 12\nM a000 4096 rw- a\nZ 0\n= 10\n";
  EXPECT_EQ(error_of(child + "D 280 1 1 0\nZ 0\n"), "");
}

TEST(Reader, a_forked_child_has_mappings_of_its_own) {
  const std::string child = kStart + "P 12 10\nF 12\n= 12\nM a000 4096 rw- a\nZ 0\n= 10\n";
  EXPECT_EQ(error_of(child + "D 280 1 1 0\nZ 0\n"),
            "sample.trace:13: access: found page a of process 10, which is not mapped, "
            "allowed a page mapped -w-");
}

TEST(Reader, a_grown_mapping_continues_its_last_page) {
  const std::string grown = kStart + "R 2000 8192 2000 16384\n";
  EXPECT_EQ(error_of(grown + "D 140 1 1 0\nZ 0\n"), "");
  EXPECT_NE(error_of(grown + "D 180 1 1 0\nZ 0\n"), "");
}

}  // namespace
}  // namespace cowmmu::trace
