// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/check.h"
#include "scenario_text.h"

namespace cowmmu {
namespace {

namespace fs = std::filesystem;

std::string program(const std::string& keys) { return "[workload]\n" + keys; }

TEST(Workload, every_key_of_every_program_is_filled) {
  const auto access = parse(program("program = \"access\"\nbytes = 8\naccesses = 3\n")).workload;
  EXPECT_EQ(access.word("pattern"), "uniform");
  EXPECT_EQ(access.real("stores"), 0.0);
  EXPECT_EQ(access.integer("threads"), 1U);
  const auto write = parse(program("program = \"fork_write\"\npages = 8\n")).workload;
  EXPECT_EQ(write.real("written"), 0.1);
  EXPECT_EQ(write.word("who"), "child");
  EXPECT_EQ(write.word("pattern"), "sequential");
  const auto snapshot =
      parse(program("program = \"snapshot\"\npages = 8\nrequests = 5\n")).workload;
  EXPECT_EQ(snapshot.real("writes"), 0.5);
  EXPECT_EQ(snapshot.real("zipf"), 0.99);
  EXPECT_EQ(snapshot.integer("keys"), 8U);
  const auto unmap =
      parse(program("program = \"unmap_threads\"\npages = 8\nthreads = 2\nrounds = 3\n")).workload;
  EXPECT_EQ(unmap.integer("rounds"), 3U);
}

TEST(Workload, warm_is_a_boolean_or_untimed) {
  const std::string base = kForkExit;
  EXPECT_EQ(parse(base + "warm = true\n").workload.word("warm"), "true");
  EXPECT_EQ(parse(base + "warm = false\n").workload.word("warm"), "false");
  EXPECT_EQ(parse(base + "warm = \"untimed\"\n").workload.word("warm"), "untimed");
  EXPECT_EQ(parse(base, {{}, {"workload.warm=untimed"}}).workload.word("warm"), "untimed");
  EXPECT_TRUE(contains(error_in(base + "warm = \"hot\"\n"), "allowed one of true, untimed, false"));
  EXPECT_TRUE(contains(error_in(base + "warm = 1\n"), "warm: found 1"));
}

TEST(Workload, a_key_of_another_program_is_refused_with_the_allowed_ones) {
  EXPECT_EQ(error_in(kForkExit + "written = 0.5\n"),
            "dir/s.toml:4:11: unknown key workload.written, allowed for fork_exit: program, pages, "
            "children, warm");
  EXPECT_TRUE(contains(error_in(kForkExit + "childern = 2\n"), "(did you mean children?)"));
  EXPECT_TRUE(contains(error_in(kForkExit, {{}, {"workload.pagse=2"}}), "(did you mean pages?)"));
}

TEST(Workload, a_missing_key_is_named_with_what_it_allows) {
  EXPECT_EQ(error_in(program("program = \"fork_exit\"\n")),
            "dir/s.toml: workload.pages is missing, allowed integer, 1 to 34359738368");
}

TEST(Workload, values_out_of_range_or_of_another_type_are_refused) {
  const std::string base = "program = \"fork_write\"\npages = 8\n";
  EXPECT_EQ(error_in(program(base + "written = 1.5\n")),
            "dir/s.toml:4:11: written: found 1.5, allowed real, 0.0 to 1.0");
  EXPECT_TRUE(contains(error_in(program(base + "who = \"childs\"\n")), "(did you mean child?)"));
  EXPECT_TRUE(contains(error_in(program("program = \"fork_exit\"\npages = 0\n")), "found 0"));
  EXPECT_TRUE(contains(error_in(program("program = 5\n")), "found 5, allowed a string"));
  EXPECT_EQ(parse(program(base + "written = 1\n")).workload.real("written"), 1.0);
}

TEST(Workload, an_unknown_program_suggests_the_nearest) {
  const std::string error = error_in(program("program = \"fork_wirte\"\n"));
  EXPECT_TRUE(error.starts_with("dir/s.toml:2:11: workload.program: found fork_wirte")) << error;
  EXPECT_TRUE(contains(error, "(did you mean fork_write?)")) << error;
}

TEST(Workload, exactly_one_of_program_trace_and_litmus_is_needed) {
  EXPECT_TRUE(contains(error_in("seed = 1\n"), "[workload] has no program, trace or litmus"));
  EXPECT_TRUE(contains(error_in(kForkExit + "trace = \"x\"\n"), "found program, trace"));
}

TEST(Workload, files_are_taken_from_the_scenarios_folder) {
  const fs::path folder = fs::path(testing::TempDir()) / ("cowmmu-" + std::to_string(::getpid()));
  fs::create_directories(folder / "traces");
  std::ofstream(folder / "traces" / "a.trace") << "H";
  const auto load = [&](const std::string& keys) {
    return parse_scenario("[workload]\n" + keys, folder / "sub" / "s.toml", {}).workload;
  };
  const Workload w = load("trace = \"../traces/a.trace\"\n");
  EXPECT_EQ(w.kind, WorkloadKind::kTrace);
  EXPECT_EQ(w.file, folder / "traces" / "a.trace");
  EXPECT_EQ(load("litmus = \"" + w.file.string() + "\"\n").kind, WorkloadKind::kLitmus);
  EXPECT_THROW(load("trace = \"a.trace\"\n"), InputError);
  EXPECT_THROW(load("trace = \"../traces/a.trace\"\npages = 2\n"), InputError);
  fs::remove_all(folder);
}

TEST(Workload, asking_for_a_key_that_a_program_lacks_is_a_broken_invariant) {
  EXPECT_THROW(parse(kForkExit).workload.integer("rounds"), CheckFailed);
}

}  // namespace
}  // namespace cowmmu
