// SPDX-License-Identifier: Apache-2.0
#include "sweep/sweep_file.h"

#include <gtest/gtest.h>

#include "params/availability.h"
#include "params/choices.h"
#include "params/presets.h"
#include "sweep/values.h"
#include "sweep_text.h"

namespace cowmmu {
namespace {

std::string error_in(const std::string& table) {
  return error_of([&] { sweep_of(table); });
}

std::vector<std::string> keys_of(const SweepFile& sweep) {
  std::vector<std::string> keys;
  for (const AxisGroup& group : sweep.groups) {
    std::string text;
    for (const Axis& axis : group) text += (text.empty() ? "" : "+") + axis.key;
    keys.push_back(text);
  }
  return keys;
}

TEST(SweepFile, axes_stand_in_the_order_of_the_file_quoted_or_not) {
  const SweepFile s = sweep_of(
      "\"workload.pages\" = [4, 8]\nos.fork = [\"eager\", \"cow\"]\n\"machine.harts\" = [2]");
  EXPECT_EQ(keys_of(s), (std::vector<std::string>{"workload.pages", "os.fork", "machine.harts"}));
  EXPECT_EQ(s.groups[0][0].values[1].where, "dir/g.toml:5:24");
  EXPECT_EQ(s.seeds, 1U);
  EXPECT_FALSE(s.timeout);
}

TEST(SweepFile, zipped_axes_become_one_group_at_the_first_ones_place) {
  const SweepFile s = sweep_of(
      "\"os.fork\" = [\"eager\", \"cow\"]\n\"machine.harts\" = [1, 2, 4]\n"
      "\"os.copy\" = [\"core\", \"dma\"]\nzip = [[\"os.copy\", \"os.fork\"]]");
  EXPECT_EQ(keys_of(s), (std::vector<std::string>{"os.copy+os.fork", "machine.harts"}));
}

TEST(SweepFile, seeds_skip_and_timeout) {
  const SweepFile s = sweep_of(
      "\"workload.pages\" = [4, 8, 16]\nseeds = 3\ntimeout_seconds = 0.25\n"
      "skip = [{ \"workload.pages\" = [8, 16] }, { \"workload.pages\" = 4 }]");
  EXPECT_EQ(s.seeds, 3U);
  EXPECT_EQ(s.timeout, std::chrono::milliseconds(250));
  ASSERT_EQ(s.skip.size(), 2U);
  EXPECT_EQ(s.skip[0].all[0].any.size(), 2U);
  EXPECT_EQ(s.skip[1].all[0].any.size(), 1U);
}

TEST(SweepFile, a_plain_scenario_is_told_from_a_sweep) {
  EXPECT_EQ(error_of([] { parse_sweep("[workload]\nprogram = \"access\"\n", "s.toml"); }),
            "s.toml: found no [sweep] table, needs one (a plain scenario is for `cowmmu run`)");
  EXPECT_EQ(error_of([] { parse_sweep("sweep = 3\n", "s.toml"); }),
            "s.toml:1:9: sweep: found a value, allowed a table [sweep]");
  EXPECT_EQ(error_in(""),
            "dir/g.toml:4:1: [sweep]: found no list and no seeds, allowed for example "
            "\"os.fork\" = [\"eager\", \"cow\"]");
}

TEST(SweepFile, what_stands_beside_the_table_is_checked_as_a_scenario) {
  EXPECT_EQ(error_of([] { parse_sweep("sede = 1\n[sweep]\nseeds = 2\n", "g.toml"); }).substr(0, 40),
            "g.toml:1:1: unknown key sede, allowed in");
}

TEST(SweepFile, an_unknown_axis_suggests_the_nearest_key) {
  EXPECT_EQ(
      error_in("\"os.frok\" = [\"eager\"]"),
      "dir/g.toml:5:1: unknown key os.frok (did you mean os.fork?), allowed zip, seeds, skip, "
      "timeout_seconds, what `cowmmu params` lists, preset, seed and workload.*");
  EXPECT_NE(error_in("sedes = 3").find("(did you mean seeds?)"), std::string::npos);
  EXPECT_EQ(error_in("os = [1]"), "dir/g.toml:5:1: os is a table, allowed one of its keys");
}

TEST(SweepFile, an_axis_is_a_list_of_different_values) {
  EXPECT_EQ(error_in("\"os.fork\" = \"eager\""),
            "dir/g.toml:5:13: os.fork: found a single value, allowed a list: os.fork = [...]");
  EXPECT_EQ(error_in("\"os.fork\" = []"),
            "dir/g.toml:5:13: os.fork: found an empty list, allowed at least one value");
  EXPECT_EQ(error_in("\"workload.written\" = [0, 0.5, 0.0]"),
            "dir/g.toml:5:31: workload.written: found 0.0 twice, allowed once");
  EXPECT_EQ(error_in("\"os.fork\" = [\"cow\"]\nos.fork = [\"eager\"]"),
            "dir/g.toml:6:4: os.fork: found a second list, allowed one");
}

std::vector<std::string> values_of(const SweepFile& sweep) {
  std::vector<std::string> values;
  for (const Setting& s : sweep.groups.at(0).at(0).values) values.push_back(value_text(s));
  return values;
}

// What the parameter declares and the program is built with, whatever that is today.
TEST(SweepFile, a_star_is_every_value_that_is_built_in_the_order_of_its_declaration) {
  const ParamRegistry registry;
  std::vector<std::string> built = registry.find("os.shootdown").choices;
  std::erase_if(built, [](const auto& name) { return !is_available("os.shootdown", name); });
  ASSERT_GT(built.size(), 1U);
  EXPECT_EQ(values_of(sweep_of("\"os.shootdown\" = \"*\"")), built);
  EXPECT_EQ(values_of(sweep_of("os.shootdown = \"*\"")), built);
  EXPECT_EQ(values_of(sweep_of("preset = \"*\"")), preset_names());
}

TEST(SweepFile, a_star_has_the_names_that_a_program_adds) {
  const size_t before = values_of(sweep_of("\"os.fault\" = \"*\"")).size();
  add_choice("os.fault", "mine");
  const auto values = values_of(sweep_of("\"os.fault\" = \"*\""));
  EXPECT_EQ(values.size(), before + 1);
  EXPECT_EQ(values.back(), "mine");
}

TEST(SweepFile, a_star_for_a_key_without_names_is_refused) {
  EXPECT_EQ(error_in("\"workload.pages\" = \"*\""),
            "dir/g.toml:5:20: workload.pages: found \"*\", allowed for preset and what `cowmmu "
            "params` shows with a list of names, such as os.fork; a list does: workload.pages = "
            "[...]");
  EXPECT_NE(error_in("\"machine.harts\" = \"*\"").find("machine.harts: found \"*\""),
            std::string::npos);
  EXPECT_NE(error_in("seed = \"*\"").find("seed: found \"*\""), std::string::npos);
}

TEST(SweepFile, a_zip_of_unequal_unknown_or_repeated_lists_is_named) {
  const std::string axes = "\"os.fork\" = [\"eager\", \"cow\"]\n\"machine.harts\" = [1, 2, 4]\n";
  EXPECT_EQ(error_in(axes + "zip = [[\"os.fork\", \"machine.harts\"]]"),
            "dir/g.toml:7:20: zip: found os.fork with 2 values and machine.harts with 3, allowed "
            "lists of one length");
  EXPECT_EQ(error_in(axes + "zip = [[\"os.fork\", \"machine.hart\"]]"),
            "dir/g.toml:7:20: zip: found machine.hart, which has no list in [sweep] (did you mean "
            "machine.harts?), allowed: os.fork, machine.harts");
  EXPECT_EQ(error_in(axes + "zip = [[\"os.fork\", \"os.fork\"]]"),
            "dir/g.toml:7:20: zip: found os.fork twice, allowed once");
  EXPECT_EQ(error_in(axes + "zip = [[\"os.fork\"]]"),
            "dir/g.toml:7:8: zip: found a group of one, allowed at least two keys");
  EXPECT_EQ(error_in(axes + "zip = [\"os.fork\"]").substr(0, 41),
            "dir/g.toml:7:8: zip: found a single value");
}

TEST(SweepFile, a_key_is_in_one_zip_group_only) {
  EXPECT_EQ(error_in("\"os.fork\" = [\"eager\", \"cow\"]\n\"os.copy\" = [\"core\", \"dma\"]\n"
                     "\"machine.harts\" = [1, 2]\n"
                     "zip = [[\"os.fork\", \"os.copy\"], [\"machine.harts\", \"os.fork\"]]"),
            "dir/g.toml:8:50: zip: found os.fork twice, allowed once");
}

TEST(SweepFile, a_table_in_place_of_a_list_is_named) {
  const std::string axis = "\"workload.pages\" = [4, 8]\n";
  EXPECT_EQ(error_in(axis + "skip = { \"workload.pages\" = 4 }"),
            "dir/g.toml:6:8: skip: found a table, allowed a list: [{ \"os.fork\" = \"eager\" }]");
  EXPECT_EQ(error_in(axis + "zip = { a = 4 }").substr(0, 35),
            "dir/g.toml:6:7: zip: found a table,");
}

TEST(SweepFile, a_skip_rule_that_can_match_nothing_is_refused) {
  const std::string axis = "\"workload.pages\" = [4, 8]\n";
  EXPECT_EQ(error_in(axis + "skip = [{ \"workload.pages\" = 9 }]"),
            "dir/g.toml:6:30: skip: workload.pages: found 9, allowed a value of its list: 4, 8");
  EXPECT_EQ(error_in(axis + "skip = [{ \"os.fork\" = \"cow\" }]"),
            "dir/g.toml:6:11: skip: found os.fork, which has no list in [sweep], allowed: "
            "workload.pages");
  EXPECT_EQ(error_in(axis + "skip = [{}]"),
            "dir/g.toml:6:9: skip: found an empty table, allowed for example "
            "{ \"os.fork\" = \"eager\" }, or \"refused\"");
  EXPECT_EQ(
      error_in(axis + "skip = [\"workload.pages > 4\"]"),
      "dir/g.toml:6:9: skip: found no table, allowed for example { \"os.fork\" = \"eager\" }, or "
      "\"refused\"");
}

TEST(SweepFile, seeds_and_timeout_have_ranges) {
  EXPECT_EQ(error_in("seeds = 0"), "dir/g.toml:5:9: seeds: found 0, allowed integer, 1 to 1000000");
  EXPECT_EQ(error_in("seeds = \"3\""),
            "dir/g.toml:5:9: seeds: found no integer, allowed integer, 1 to 1000000");
  EXPECT_EQ(error_in("seed = [1, 2]\nseeds = 3"),
            "dir/g.toml:6:9: seeds: found both seeds and a list seed, allowed only one of them");
  EXPECT_EQ(error_in("seeds = 2\ntimeout_seconds = 0"),
            "dir/g.toml:6:19: timeout_seconds: found 0, allowed 0.001 to 1000000 seconds");
  EXPECT_EQ(error_in("seeds = 2\ntimeout_seconds = nan"),
            "dir/g.toml:6:19: timeout_seconds: found nan, allowed 0.001 to 1000000 seconds");
}

}  // namespace
}  // namespace cowmmu
