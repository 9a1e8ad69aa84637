// SPDX-License-Identifier: Apache-2.0
#include <boost/json.hpp>

#include "cli_fixture.h"

namespace cowmmu {
namespace {

using Sensitivity = CliTest;

// The fake costs 1000 + 10 * (90 + 20 hart.copy_line_cycles) under cow: 2,300 with the default 2.

TEST_F(Sensitivity, shows_each_policy_under_half_and_twice_a_parameter) {
  EXPECT_EQ(run({"sensitivity", scenario_, "--vary", "hart.copy_line_cycles"}), 0) << err_;
  EXPECT_EQ(out_,
            "program fork_write, children 1, pages 100, pattern sequential, warm true, who child, "
            "written 0.1\n"
            "4 harts at 3000 MHz, preset server, seed 1\n\n"
            "                                                eager              textbook         "
            "          cow\n"
            "cycles                                         11,000                 2,600         "
            "        2,300\n"
            "                                    halved    doubled     halved    doubled     "
            "halved    doubled   ranking\n"
            "hart.copy_line_cycles  2 cycles          0          0          0          0    "
            "-8.70 %   +17.39 %   doubled: textbook < cow\n\n"
            "ranking by cycles: cow < textbook < eager; kept in 1 of 2 changes\n");
}

TEST_F(Sensitivity, varies_every_cost_unasked_and_says_which_have_no_effect) {
  EXPECT_EQ(run({"sensitivity", scenario_}), 0) << err_;
  EXPECT_TRUE(has(out_, "\nhart.copy_line_cycles  2 cycles")) << out_;
  EXPECT_TRUE(has(out_, "\nwithout effect: ")) << out_;
  EXPECT_TRUE(has(out_, "machine.cache.llc.uncore_ns")) << out_;
  EXPECT_FALSE(has(out_, "machine.harts")) << out_;
  EXPECT_FALSE(has(out_, "machine.tlb.l1d.entries")) << out_;
}

TEST_F(Sensitivity, of_any_figure_and_policies) {
  EXPECT_EQ(run({"sensitivity", scenario_, "--vary", "hart", "--policies", "cow", "--figure",
                 "ledger.fault.copy", "--json", "-"}),
            0)
      << err_;
  const auto v = boost::json::parse(out_);
  EXPECT_EQ(v.at_pointer("/figure"), "ledger.fault.copy");
  EXPECT_EQ(v.at_pointer("/base/0/value"), 1300);
  EXPECT_EQ(v.at_pointer("/parameters/0/name"), "hart.copy_line_cycles");  // the largest change
  EXPECT_EQ(v.at_pointer("/parameters/0/value"), 2);
  EXPECT_EQ(v.at_pointer("/parameters/0/halved/value"), 1);
  EXPECT_EQ(v.at_pointer("/parameters/0/halved/figures/0/value"), 1100);
  EXPECT_EQ(v.at_pointer("/parameters/0/doubled/figures/0/policy"), "cow");
  EXPECT_NEAR(v.at_pointer("/parameters/0/doubled/figures/0/change").to_number<double>(), 0.3077,
              1e-4);
}

TEST_F(Sensitivity, json_names_who_overtakes_whom) {
  EXPECT_EQ(
      run({"sensitivity", scenario_, "--vary", "hart.copy_line_cycles", "--json", path("s.json")}),
      0);
  const auto v = boost::json::parse(read("s.json"));
  EXPECT_EQ(v.at_pointer("/schema"), 1);
  EXPECT_EQ(v.at_pointer("/ranking"), "cow < textbook < eager");
  EXPECT_EQ(v.at_pointer("/parameters/0/doubled/overtakes/0"), "textbook < cow");
  EXPECT_TRUE(v.at_pointer("/parameters/0/halved/overtakes").as_array().empty());
}

// eager 1000 + 100 * 100 = cow 1000 + w (90 + 20 lines): w = 77 of 100, 91 halved, 59 doubled.
TEST_F(Sensitivity, of_the_break_even) {
  EXPECT_EQ(run({"sensitivity", scenario_, "--vary", "hart.copy_line_cycles", "--figure",
                 "break_even", "--json", "-"}),
            0)
      << err_;
  const auto v = boost::json::parse(out_);
  EXPECT_EQ(v.at_pointer("/ranking"), "textbook < cow");
  EXPECT_EQ(v.at_pointer("/base/0/value"), 0.63);
  EXPECT_EQ(v.at_pointer("/base/1/policy"), "cow");
  EXPECT_EQ(v.at_pointer("/base/1/value"), 0.77);
  EXPECT_EQ(v.at_pointer("/parameters/0/halved/figures/1/value"), 0.91);
  EXPECT_EQ(v.at_pointer("/parameters/0/doubled/figures/0/value"), 0.63);
  EXPECT_EQ(v.at_pointer("/parameters/0/doubled/figures/1/value"), 0.59);
  EXPECT_EQ(v.at_pointer("/parameters/0/doubled/overtakes/0"), "cow < textbook");
}

TEST_F(Sensitivity, of_a_break_even_that_is_not_there_is_bad_usage) {
  EXPECT_EQ(run({"sensitivity", scenario_, "--figure", "break_even", "--policies", "cow"}), 2);
  EXPECT_TRUE(has(err_, "--figure break_even: found no break-even here")) << err_;
  EXPECT_EQ(run({"sensitivity", scenario_, "--figure", "break_even", "--policies", "eager"}), 2);
  const std::string exits = write("e.toml", "[workload]\nprogram = \"fork_exit\"\npages = 8\n");
  EXPECT_EQ(run({"sensitivity", exits, "--figure", "break_even"}), 2);
}

TEST_F(Sensitivity, a_value_that_does_not_go_with_the_rest_is_said) {
  EXPECT_EQ(run({"sensitivity", scenario_, "--vary", "machine.dram.write_low", "--set",
                 "machine.dram.write_low=20"}),
            0)
      << err_;
  EXPECT_TRUE(has(out_, "none: machine.dram.write_low=40: ")) << out_;
}

TEST_F(Sensitivity, a_failed_change_is_said_and_the_rest_is_shown) {
  EXPECT_EQ(run({"sensitivity", scenario_, "--vary", "hart.copy_line_cycles", "--set",
                 "workload.pages=12"}),
            1);
  EXPECT_TRUE(has(out_, "none: hart.copy_line_cycles=4: eager: no time for 4 cycles a line"))
      << out_;
  EXPECT_TRUE(has(out_, "kept in 1 of 1 changes")) << out_;
}

TEST_F(Sensitivity, a_failure_as_it_is_ends_it_without_a_table) {
  EXPECT_EQ(run({"sensitivity", scenario_, "--set", "workload.pages=13", "--json", path("s.json")}),
            1);
  EXPECT_TRUE(has(err_, "cowmmu sensitivity: textbook: working set larger")) << err_;
  EXPECT_EQ(out_, "");
  EXPECT_EQ(files(), "");
}

TEST_F(Sensitivity, names_that_are_unknown_or_no_numbers_are_bad_usage) {
  EXPECT_EQ(run({"sensitivity", scenario_, "--vary", "os.cots"}), 2);
  EXPECT_TRUE(has(err_, "--vary: found os.cots")) << err_;
  EXPECT_EQ(run({"sensitivity", scenario_, "--vary", "hart.copy_line_cycle"}), 2);
  EXPECT_TRUE(has(err_, "(did you mean hart.copy_line_cycles?)")) << err_;
  EXPECT_EQ(run({"sensitivity", scenario_, "--vary", "os.copy"}), 2);
  EXPECT_TRUE(has(err_, "which is no number")) << err_;
  EXPECT_EQ(run({"sensitivity", scenario_, "--vary", "hart", "--figure", "cycle"}), 2);
  EXPECT_TRUE(has(err_, "--figure: found cycle (did you mean cycles?)")) << err_;
  EXPECT_EQ(run({"sensitivity", scenario_, "--json", path("no/s.json")}), 2);
  EXPECT_EQ(run({"sensitivity", scenario_, "--policies", "cow,cow"}), 2);
}

}  // namespace
}  // namespace cowmmu
