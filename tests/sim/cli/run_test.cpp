// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>
#include <cstdlib>

#include "cli_fixture.h"

namespace cowmmu {
namespace {

using RunCommand = CliTest;
namespace fs = std::filesystem;

TEST_F(RunCommand, prints_a_summary_and_writes_nothing_unasked) {
  EXPECT_EQ(run({"run", scenario_}), 0);
  EXPECT_TRUE(has(out_, "2,300 cycles")) << out_;
  EXPECT_EQ(err_, "");
  EXPECT_EQ(files(), "");
}

TEST_F(RunCommand, out_makes_the_folder_and_replaces_the_statistics) {
  EXPECT_EQ(run({"run", scenario_, "--out", path("a/b")}), 0);
  EXPECT_EQ(run({"run", scenario_, "--out", path("a/b"), "--set", "workload.written=1"}), 0);
  EXPECT_EQ(files(), "a/b/stats.json");
  EXPECT_EQ(boost::json::parse(read("a/b/stats.json")).at("cycles"), 14000);
}

TEST_F(RunCommand, statistics_go_to_a_file_or_alone_to_standard_output) {
  EXPECT_EQ(run({"run", scenario_, "--stats", path("x.json")}), 0);
  EXPECT_EQ(boost::json::parse(read("x.json")).at("schema"), 1);
  EXPECT_EQ(run({"run", scenario_, "--stats", "-", "--check"}), 0);
  EXPECT_EQ(boost::json::parse(out_).at_pointer("/oracle/checked"), true);
}

TEST_F(RunCommand, quiet_prints_nothing) {
  EXPECT_EQ(run({"run", scenario_, "--quiet"}), 0);
  EXPECT_EQ(out_ + err_, "");
}

TEST_F(RunCommand, vcd_writes_the_waveform_and_its_view) {
  EXPECT_EQ(run({"run", "--vcd", scenario_, "--out", path("o")}), 0) << err_;
  EXPECT_EQ(files(), "o/stats.json o/wave.gtkw o/wave.vcd");
  EXPECT_EQ(read("o/wave.gtkw"), "wave.vcd\n");
  EXPECT_EQ(run({"run", scenario_, "--vcd", "vcd", "--out", path("o")}), 0) << err_;
}

TEST_F(RunCommand, vcd_needs_a_folder_and_a_known_format) {
  EXPECT_EQ(run({"run", scenario_, "--vcd"}), 2);
  EXPECT_TRUE(has(err_, "--out DIR")) << err_;
  EXPECT_EQ(run({"run", scenario_, "--vcd=vdc", "--out", path("o")}), 2);
  EXPECT_TRUE(has(err_, "vdc")) << err_;
}

TEST_F(RunCommand, timeline_writes_one_into_the_folder) {
  EXPECT_EQ(run({"run", "--timeline", scenario_, "--out", path("o")}), 0) << err_;
  EXPECT_EQ(files(), "o/stats.json o/timeline.json");
  EXPECT_EQ(read("o/timeline.json"), path("o/timeline.json") + "\n");
  EXPECT_EQ(run({"run", "--timeline", scenario_}), 2);
  EXPECT_TRUE(has(err_, "--timeline: found no --out, allowed with --out DIR")) << err_;
}

TEST_F(RunCommand, a_run_that_fails_without_statistics_leaves_no_timeline) {
  EXPECT_EQ(run({"run", "--timeline", scenario_, "--set", "workload.pages=13", "--set",
                 "os.fork=textbook", "--out", path("o")}),
            1);
  EXPECT_EQ(files(), "");
}

TEST_F(RunCommand, fst_writes_that_in_the_place_of_the_vcd) {
  EXPECT_EQ(run({"run", scenario_, "--vcd", "--out", path("o")}), 0) << err_;
  write("o/rtl_mmu0.vcd", "of an earlier run");
  write("o/waves.vcd", "somebody else's");
  EXPECT_EQ(run({"run", scenario_, "--vcd", "fst", "--out", path("o")}), 0) << err_;
  EXPECT_EQ(files(), "o/stats.json o/wave.fst o/wave.gtkw o/waves.vcd");
  EXPECT_EQ(read("o/wave.gtkw"), "wave.fst\n");
}

TEST_F(RunCommand, records_of_an_earlier_run_do_not_stay_beside_new_statistics) {
  EXPECT_EQ(run({"run", scenario_, "--vcd", "--timeline", "--out", path("o")}), 0) << err_;
  EXPECT_EQ(files(), "o/stats.json o/timeline.json o/wave.gtkw o/wave.vcd");
  EXPECT_EQ(run({"run", scenario_, "--timeline", "--out", path("o")}), 0) << err_;
  EXPECT_EQ(files(), "o/stats.json o/timeline.json");
  EXPECT_EQ(run({"run", scenario_, "--out", path("o")}), 0) << err_;
  EXPECT_EQ(files(), "o/stats.json");
}

TEST_F(RunCommand, fst_without_its_converter_names_the_remedy) {
  const std::string before = std::getenv("PATH");
  ::setenv("PATH", path("nothing").c_str(), 1);
  EXPECT_EQ(run({"run", scenario_, "--vcd", "fst", "--out", path("o")}), 2);
  ::setenv("PATH", before.c_str(), 1);
  EXPECT_EQ(err_,
            "cowmmu run: --vcd fst: found no vcd2fst, which makes it (Debian's package gtkwave), "
            "allowed without it --vcd vcd\n");
  EXPECT_EQ(files(), "");
}

TEST_F(RunCommand, a_typo_in_the_scenario_is_bad_input_at_its_place) {
  const std::string bad = write("bad.toml", "[os]\nfrok = \"cow\"\n");
  EXPECT_EQ(run({"run", bad, "--out", path("o")}), 2);
  EXPECT_TRUE(has(err_, bad + ":2:1: unknown key os.frok")) << err_;
  EXPECT_TRUE(has(err_, "(did you mean fork?)")) << err_;
  EXPECT_FALSE(fs::exists(path("o")));
}

TEST_F(RunCommand, a_missing_scenario_and_an_unknown_preset_are_bad_input) {
  EXPECT_EQ(run({"run", path("none.toml")}), 2);
  EXPECT_TRUE(has(err_, "none.toml: cannot be read")) << err_;
  EXPECT_EQ(run({"run", scenario_, "--set", "preset=risc5"}), 2);
  EXPECT_TRUE(has(err_, "(did you mean riscv?)")) << err_;
}

TEST_F(RunCommand, an_unwritable_place_is_bad_input_and_leaves_nothing) {
  EXPECT_EQ(run({"run", scenario_, "--out", "/proc/cowmmu"}), 2);
  EXPECT_TRUE(has(err_, "/proc/cowmmu")) << err_;
  EXPECT_EQ(run({"run", scenario_, "--stats", path("no/x.json")}), 2);
  EXPECT_EQ(run({"run", scenario_, "--out", scenario_}), 2);
  EXPECT_EQ(files(), "");
}

TEST_F(RunCommand, a_full_disk_is_a_failed_run) {
  EXPECT_EQ(run({"run", scenario_, "--stats", "/dev/full"}), 1);
  EXPECT_EQ(err_, "cowmmu run: writing failed: /dev/full: No space left on device\n");
}

TEST_F(RunCommand, an_oracles_report_is_exit_1_with_statistics) {
  EXPECT_EQ(run({"run", scenario_, "--set", "workload.pages=13", "--out", path("o")}), 1);
  EXPECT_EQ(err_, "cowmmu run: oracle: load of A.0 returned 5, expected 4\n");
  EXPECT_EQ(files(), "o/stats.json");
}

TEST_F(RunCommand, a_crash_is_exit_1_and_leaves_no_file) {
  EXPECT_EQ(run({"run", scenario_, "--set", "workload.pages=13", "--set", "os.fork=eager", "--vcd",
                 "--out", path("o")}),
            1);
  EXPECT_TRUE(has(err_, "the simulation failed: ended without a result")) << err_;
  EXPECT_EQ(files(), "");
}

}  // namespace
}  // namespace cowmmu
