// SPDX-License-Identifier: Apache-2.0
#include "cli_fixture.h"

namespace cowmmu {
namespace {

using Usage = CliTest;

const std::vector<std::string> kCommands{"run",       "compare", "sensitivity", "sweep", "report",
                                         "export",    "litmus",  "walk",        "dram",  "record",
                                         "calibrate", "trace",   "params"};

void expect_one_screen(const std::string& text) {
  EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 24) << text;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) EXPECT_LE(line.size(), 80U) << line;
  EXPECT_NE(text.find("example: cowmmu "), std::string::npos);
}

TEST_F(Usage, help_fits_a_screen_lists_every_command_and_gives_an_example) {
  EXPECT_EQ(run({"--help"}), 0);
  expect_one_screen(out_);
  for (const std::string& command : kCommands) EXPECT_TRUE(has(out_, "\n  " + command + " "));
  EXPECT_EQ(err_, "");
}

TEST_F(Usage, help_of_each_command_fits_a_screen_and_gives_an_example) {
  for (const std::string& command : kCommands) {
    EXPECT_EQ(run({command, "--help"}), 0) << command;
    expect_one_screen(out_);
    EXPECT_TRUE(out_.starts_with("usage: cowmmu " + command)) << out_;
    EXPECT_FALSE(has(out_, ":{")) << out_;  // CLI11's way of showing a check
  }
}

TEST_F(Usage, version_names_version_and_commit) {
  EXPECT_EQ(run({"--version"}), 0);
  EXPECT_TRUE(std::isdigit(static_cast<unsigned char>(out_[0]))) << out_;
}

TEST_F(Usage, no_command_is_bad_usage) {
  EXPECT_EQ(run({}), 2);
  EXPECT_TRUE(has(err_, "found no command, allowed: run, compare")) << err_;
}

TEST_F(Usage, an_unknown_command_suggests_the_nearest) {
  EXPECT_EQ(run({"comapre", scenario_}), 2);
  EXPECT_TRUE(has(err_, "unknown command comapre (did you mean compare?)")) << err_;
  EXPECT_EQ(run({"--quite", "run", scenario_}), 2);
  EXPECT_TRUE(has(err_, "unknown option --quite (did you mean --quiet?)")) << err_;
}

TEST_F(Usage, an_unknown_option_suggests_the_nearest) {
  EXPECT_EQ(run({"compare", scenario_, "--polices", "eager"}), 2);
  EXPECT_TRUE(has(err_, "cowmmu compare: unknown option --polices (did you mean --policies?)"))
      << err_;
  EXPECT_EQ(run({"run", "--chek"}), 2);  // although SCENARIO is missing, too
  EXPECT_TRUE(has(err_, "(did you mean --check?)")) << err_;
}

TEST_F(Usage, missing_and_surplus_arguments_are_bad_usage) {
  EXPECT_EQ(run({"run"}), 2);
  EXPECT_TRUE(has(err_, "SCENARIO")) << err_;
  EXPECT_EQ(run({"run", scenario_, "more"}), 2);
  EXPECT_TRUE(has(err_, "found more")) << err_;
  EXPECT_EQ(run({"run", scenario_, "--out"}), 2);
  EXPECT_TRUE(has(err_, "--out")) << err_;
}

TEST_F(Usage, a_seed_that_is_no_number_is_bad_usage) {
  EXPECT_EQ(run({"run", scenario_, "--seed", "abc"}), 2);
  EXPECT_TRUE(has(err_, "seed: found abc, allowed integer, 0 to 18446744073709551615")) << err_;
  EXPECT_EQ(run({"run", scenario_, "--seed", "-1"}), 2);
}

TEST_F(Usage, what_is_not_built_yet_is_named_whatever_its_arguments) {
  for (const std::string command : {"dram", "record", "calibrate"}) {
    EXPECT_EQ(run({command, "a", "--some", "b", "--", "ls", "-l"}), 2);
    EXPECT_EQ(err_, "cowmmu " + command + ": not available yet: " + command + "\n");
    EXPECT_EQ(run({command}), 2);
    EXPECT_EQ(out_, "");
  }
}

TEST_F(Usage, common_options_stand_before_or_after_the_command) {
  EXPECT_EQ(run({"--seed", "9", "--quiet", "run", scenario_, "--stats", "-"}), 0);
  EXPECT_TRUE(has(out_, "\"seed\": 9,"));
  EXPECT_EQ(run({"run", "--set", "seed=8", "--set", "machine.harts=2", scenario_}), 0);
  EXPECT_TRUE(has(out_, "2 harts at 3000 MHz, preset server, seed 8")) << out_;
}

TEST_F(Usage, litmus_takes_several_files_and_fails_if_one_test_does) {
  const std::string good = write("a.litmus", "test good\ninit: map A pages=1\n");
  const std::string bad = write("b.litmus", "test bad\ninit: map A pages=1\n");
  EXPECT_EQ(run({"litmus", good}), 0) << err_;
  EXPECT_EQ(run({"litmus", good, bad}), 1);
  EXPECT_EQ(out_, "ok good\nFAILED bad: line 2: expected 1, got 2\n1 passed, 1 failed\n");
  EXPECT_EQ(run({"litmus", "--explore", good}), 2);
  EXPECT_EQ(err_, "cowmmu litmus: not available yet: --explore\n");
  EXPECT_EQ(run({"litmus"}), 2);
  EXPECT_EQ(run({"litmus", good, write("c.litmus", "tset x\n")}), 2);
  EXPECT_EQ(out_, "");
}

TEST_F(Usage, a_recording_or_translation_file_that_cannot_be_read_is_bad_input) {
  EXPECT_EQ(run({"trace", path("no.trace")}), 2);
  EXPECT_TRUE(has(err_, path("no.trace"))) << err_;
  EXPECT_EQ(run({"walk", path("no.in")}), 2);
  EXPECT_TRUE(has(err_, path("no.in"))) << err_;
  EXPECT_EQ(run({"walk", write("bad.in", "mem 0 4096\nw46 0 1\n")}), 2);
  EXPECT_TRUE(has(err_, "bad.in:2:1")) << err_;
  EXPECT_EQ(out_, "");
}

}  // namespace
}  // namespace cowmmu
