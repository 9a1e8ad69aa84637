// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "scenario_text.h"

namespace cowmmu {
namespace {

TEST(Scenario, reads_the_example_of_the_documentation) {
  const Scenario s = parse(R"(preset = "server"
seed = 7
[machine]
harts = 2
[machine.tlb.l1d]
entries = 32
[os]
fork = "eager"
copy = "core"
shootdown = "ipi_mask"
[workload]
program = "fork_write"
pages = 16384
written = 0.25
)");
  EXPECT_EQ(s.path, "dir/s.toml");
  EXPECT_EQ(s.config.seed, 7U);
  EXPECT_EQ(s.config.params.machine.harts, 2U);
  EXPECT_EQ(s.config.params.machine.tlb.l1d.entries, 32U);
  EXPECT_EQ(s.config.params.os.fork, "eager");
  EXPECT_EQ(s.workload.program, "fork_write");
  EXPECT_EQ(s.workload.integer("pages"), 16384U);
  EXPECT_EQ(s.workload.real("written"), 0.25);
}

TEST(Scenario, what_is_not_said_has_its_default) {
  const Scenario s = parse(kForkExit);
  EXPECT_EQ(s.config.preset, "server");
  EXPECT_EQ(s.config.seed, 1U);
  EXPECT_EQ(s.config.params.os.fork, "cow");
  EXPECT_EQ(s.workload.integer("children"), 1U);
  EXPECT_EQ(s.workload.word("warm"), "true");
}

TEST(Scenario, a_value_of_the_file_wins_over_the_preset_wherever_it_stands) {
  const Scenario s = parse("[os]\nflush_ceiling = 5\n" + kForkExit, {{}, {"preset=riscv"}});
  EXPECT_EQ(s.config.params.os.flush_ceiling, 5U);
  EXPECT_FALSE(s.config.params.machine.walker.adue);
}

TEST(Scenario, set_wins_over_the_file_and_the_last_set_over_the_first) {
  const Overrides sets{{},
                       {"os.fork=cow", "machine.harts=3", "machine.harts=8", "workload.pages=9"}};
  const Scenario s = parse("[os]\nfork = \"eager\"\n" + kForkExit, sets);
  EXPECT_EQ(s.config.params.os.fork, "cow");
  EXPECT_EQ(s.config.params.machine.harts, 8U);
  EXPECT_EQ(s.workload.integer("pages"), 9U);
}

TEST(Scenario, seed_option_wins_over_file_and_set) {
  EXPECT_EQ(parse("seed = 2\n" + kForkExit, {5, {"seed=3"}}).config.seed, 5U);
  EXPECT_EQ(parse("seed = 2\n" + kForkExit, {{}, {"seed=3"}}).config.seed, 3U);
}

TEST(Scenario, an_unknown_key_names_its_place_the_allowed_and_the_nearest) {
  EXPECT_EQ(error_in("[machine.tlb.l1d]\nentires = 64\n"),
            "dir/s.toml:2:1: unknown key machine.tlb.l1d.entires, allowed in [machine.tlb.l1d]: "
            "entries, ways, hit_cycles, replacement (did you mean entries?)");
  EXPECT_EQ(error_in("\n  [machien]\nharts = 2\n"),
            "dir/s.toml:2:4: unknown key machien, allowed in a scenario: preset, seed, workload, "
            "machine, hart, os (did you mean machine?)");
}

TEST(Scenario, a_known_name_in_the_wrong_table_is_suggested_in_full) {
  EXPECT_TRUE(contains(error_in("[machine.tlb]\nl1d.entris = 4\n"), "(did you mean entries?)"));
  EXPECT_TRUE(contains(error_in("[os.cwo]\nreuse = \"x\"\n"), "(did you mean cow?)"));
}

TEST(Scenario, a_quoted_dotted_key_is_not_a_path) {
  EXPECT_TRUE(contains(error_in("[machine]\n\"tlb.l1d.entries\" = 4\n"), ":2:1: "));
}

TEST(Scenario, a_duplicate_key_is_an_error_with_its_place) {
  const std::string error = error_in("[os]\nfork = \"cow\"\nfork = \"eager\"\n" + kForkExit);
  EXPECT_TRUE(contains(error, "dir/s.toml:3:")) << error;
  EXPECT_TRUE(contains(error, "fork")) << error;
}

TEST(Scenario, a_syntax_error_names_its_place) {
  const std::string error = error_in("seed = \n");
  EXPECT_TRUE(error.starts_with("dir/s.toml:1:")) << error;
  EXPECT_TRUE(error_in("[os\nfork = 1\n").starts_with("dir/s.toml:1:"));
}

TEST(Scenario, a_wrong_type_says_what_was_found_and_what_is_allowed) {
  EXPECT_EQ(error_in("[machine]\nharts = \"four\"\n" + kForkExit),
            "dir/s.toml:2:9: machine.harts: found four, allowed integer, 1 to 64 harts");
  EXPECT_EQ(error_in("[machine]\nharts = [1, 2]\n" + kForkExit),
            "dir/s.toml:2:9: machine.harts: found an array, allowed integer, 1 to 64 harts");
  EXPECT_EQ(error_in("[machine]\nharts = 2.0\n" + kForkExit),
            "dir/s.toml:2:9: machine.harts: found 2.0, allowed integer, 1 to 64 harts");
  EXPECT_EQ(error_in("[os]\nfork = 1979-05-27\n" + kForkExit),
            "dir/s.toml:2:8: os.fork: found a date or time, allowed one of cow, textbook, eager, "
            "on_demand, async");
}

TEST(Scenario, a_value_for_a_table_and_a_table_for_a_value_are_refused) {
  EXPECT_EQ(error_in("machine = 4\n"),
            "dir/s.toml:1:11: machine: found a value, allowed a table [machine]");
  EXPECT_TRUE(contains(error_in("[machine.harts]\nx = 1\n" + kForkExit), "found a table"));
  EXPECT_TRUE(contains(error_in("workload = 4\n"), "allowed a table [workload]"));
}

TEST(Scenario, a_value_out_of_range_is_refused_at_its_place) {
  EXPECT_EQ(error_in("[machine]\nharts = 65\n" + kForkExit),
            "dir/s.toml:2:9: machine.harts: found 65, allowed integer, 1 to 64 harts");
  EXPECT_EQ(error_in("[machine]\nharts = -1\n" + kForkExit),
            "dir/s.toml:2:9: machine.harts: found -1, allowed integer, 1 to 64 harts");
  EXPECT_TRUE(
      contains(error_in("seed = -1\n" + kForkExit), "seed: found -1, allowed integer, 0 to"));
}

TEST(Scenario, a_misspelt_choice_and_preset_suggest_the_nearest) {
  EXPECT_TRUE(contains(error_in("[os]\nfork = \"eagr\"\n" + kForkExit), "(did you mean eager?)"));
  EXPECT_EQ(
      error_in("preset = \"sever\"\n" + kForkExit),
      "dir/s.toml:1:10: preset: found sever, allowed one of server, riscv, unit (did you mean "
      "server?)");
}

TEST(Scenario, rtl_in_sizes_that_are_not_built_is_refused_with_those_that_are) {
  EXPECT_EQ(error_in(kForkExit, {{}, {"machine.mmu.impl=rtl", "machine.copier.impl=rtl"}}),
            "no error");
  const std::string error =
      error_in(kForkExit, {{}, {"machine.mmu.impl=rtl", "machine.tlb.l2.ways=6"}});
  EXPECT_NE(error.find("default needs machine.tlb.l2.ways=12 (not 6); tiny needs"),
            std::string::npos)
      << error;
}

TEST(Scenario, what_is_not_built_yet_is_named) {
  EXPECT_EQ(error_in("[os]\nfork = \"async\"\n" + kForkExit), "not available yet: os.fork=async");
  EXPECT_EQ(error_in(kForkExit, {{}, {"os.copy=lisa"}}), "not available yet: os.copy=lisa");
  EXPECT_EQ(error_in("[workload]\nprogram = \"storm\"\n"),
            "not available yet: workload.program=storm");
}

TEST(Scenario, errors_of_set_name_the_option) {
  EXPECT_EQ(error_in(kForkExit, {{}, {"machine.hart=2"}}),
            "--set machine.hart=2: unknown key machine.hart (did you mean machine.harts?), allowed "
            "what `cowmmu params` lists, preset, seed and workload.*");
  EXPECT_EQ(error_in(kForkExit, {{}, {"machine.harts=x"}}),
            "--set machine.harts=x: machine.harts: found x, allowed integer, 1 to 64 harts");
  EXPECT_TRUE(contains(error_in(kForkExit, {{}, {"machine.harts"}}), "found no key=value"));
  EXPECT_TRUE(contains(error_in(kForkExit, {{}, {"machine=4"}}), "machine is a table"));
}

TEST(Scenario, an_illegal_combination_names_both) {
  const std::string error = error_in(kForkExit, {{}, {"machine.tlb.l2.entries=100"}});
  EXPECT_TRUE(contains(error, "machine.tlb.l2.entries=100 and machine.tlb.l2.ways=12")) << error;
}

TEST(Scenario, a_missing_file_is_bad_input) {
  EXPECT_THROW(load_scenario("no/such.toml", {}), InputError);
  EXPECT_THROW(load_scenario("/", {}), InputError);
}

TEST(Scenario, a_parameter_is_changed_as_strictly_as_it_is_read) {
  const Scenario s = with_param(parse(kForkExit), "os.fork", "eager");
  EXPECT_EQ(s.config.params.os.fork, "eager");
  EXPECT_THROW(with_param(s, "os.fork", "egaer"), InputError);
  EXPECT_THROW(with_param(s, "os.fork", "async"), InputError);
}

TEST(Scenario, a_command_without_a_workload_refuses_its_keys) {
  EXPECT_EQ(configure({{}, {"machine.harts=3"}}).params.machine.harts, 3U);
  EXPECT_THROW(configure({{}, {"workload.pages=3"}}), InputError);
}

TEST(Scenario, a_sweep_file_is_told_from_a_scenario) {
  EXPECT_EQ(error_in("[sweep]\nseeds = 2\n" + kForkExit),
            "dir/s.toml:1:2: found a [sweep] table, allowed only for `cowmmu sweep`");
}

}  // namespace
}  // namespace cowmmu
